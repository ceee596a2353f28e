/** Detectors proposed from the metrics that are there. */
package io.aiops.ingest.discovery;
