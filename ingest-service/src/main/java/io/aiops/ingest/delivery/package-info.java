/** The client of detector-service. */
package io.aiops.ingest.delivery;
