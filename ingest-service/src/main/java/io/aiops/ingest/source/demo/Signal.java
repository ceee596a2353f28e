package io.aiops.ingest.source.demo;

/** A quantity of the shop by second since the epoch. */
@FunctionalInterface
interface Signal {

  double at(long second);
}
