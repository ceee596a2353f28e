/** Processes that expose their metrics as text. */
package io.aiops.ingest.source.openmetrics;
