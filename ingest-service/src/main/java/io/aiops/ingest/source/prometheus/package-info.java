/** Servers with Prometheus' HTTP API. */
package io.aiops.ingest.source.prometheus;
