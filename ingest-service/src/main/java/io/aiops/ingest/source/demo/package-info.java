/** A simulated web shop: a source that needs nothing, for trying the product. */
package io.aiops.ingest.source.demo;
