/** Calls over HTTP that are bounded in time and bytes. */
package io.aiops.ingest.http;
