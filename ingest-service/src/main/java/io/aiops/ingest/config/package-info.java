/** What operators can set. */
package io.aiops.ingest.config;
