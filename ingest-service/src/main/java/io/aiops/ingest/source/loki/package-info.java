/** Grafana Loki: metric queries and log lines. */
package io.aiops.ingest.source.loki;
