package io.aiops.ingest.source.demo;

/**
 * When pods start anew, and their counters with them: one after the other with each new version,
 * and when a leak has taken all memory.
 */
final class Restarts {

  /** Between two versions: three of the shop's days. Bounds how far back a counter has to add. */
  static final int VERSION_SECONDS = 3 * Shop.DAY_SECONDS;

  /**
   * A new pod serves this long beside the old one before its counters are the ones to be seen, so
   * that a rate over this step does not dip with every version: a dip at the same hour of many days
   * would be learnt as a season.
   */
  static final int OVERLAP_SECONDS = 2;

  private Restarts() {}

  /** The last start of one of several pods up to a second. */
  static long last(Incidents incidents, int pod, int pods, long second) {
    // A new version goes out pod by pod, evenly.
    long offset = (long) VERSION_SECONDS * pod / pods;
    long version = Math.floorDiv(second - offset, VERSION_SECONDS) * VERSION_SECONDS + offset;
    return incidents.lastEnd(Incident.Type.MEMORY_LEAK, pod, pods, version, second).orElse(version);
  }

  /** How much of the longest life has passed, 0 to 1. */
  static double lived(long age) {
    return (double) age / VERSION_SECONDS;
  }
}
