/** Where points come from: the port, its registry and the public calls. */
package io.aiops.ingest.source;
