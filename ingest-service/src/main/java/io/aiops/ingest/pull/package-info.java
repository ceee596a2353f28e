/** Ranges of source queries, leased from detector-service and fetched on time. */
package io.aiops.ingest.pull;
