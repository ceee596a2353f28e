/** Grafana Loki, metric queries. */
package io.aiops.ingest.source.loki;
