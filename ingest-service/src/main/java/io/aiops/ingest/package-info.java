/** Root of ingest-service. */
package io.aiops.ingest;
