package io.aiops.ingest.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Everything that an operator can set, below the prefix {@code aiops}. */
@ConfigMapping(prefix = "aiops")
public interface IngestConfig {

  /** Where leases, observations without an own endpoint and source states go. */
  @WithDefault("http://127.0.0.1:8081")
  URI detectorUrl();

  /** Bearer token sent to detector-service; absent means none. */
  Optional<String> internalToken();

  /** Name of this worker in leases; must be its own among all that run. */
  @WithDefault("ingest")
  String worker();

  /** Sources by name; the name is what detectors refer to. */
  Map<String, SourceSettings> sources();

  /** Leases of pulls. */
  Lease lease();

  /** Fetching and delivering. */
  Pulls pulls();

  /** Checks whether sources answer. */
  ProbeSettings probe();

  /** Bounds of {@code GET /api/sources/{name}/query}. */
  Queries queries();

  /** Leases of pulls. */
  interface Lease {

    /** How often pulls are leased and renewed: a third of their life. */
    @WithDefault("5s")
    Duration every();

    /**
     * How long a lease lives after the call that renewed it, as detector-service promises; not more
     * than its own setting. Measured here on the monotonic clock, so that clocks that differ do no
     * harm.
     */
    @WithDefault("15s")
    Duration life();

    /**
     * Pulls that this worker takes at most: the 10,000 detectors that detector-service allows, and
     * room for jobs. Less leaves some to other workers.
     */
    @WithDefault("10200")
    int max();

    /** How long one call may take; shorter than the life of a lease. */
    @WithDefault("4s")
    Duration timeout();
  }

  /** Fetching and delivering. */
  interface Pulls {

    /** Longest range of one source query while catching up: keeps a query cheap for the source. */
    @WithDefault("6h")
    Duration chunkRange();

    /** Points of one batch; detector-service takes at most 100,000. */
    @WithDefault("20000")
    int batchPoints();

    /** Series of one answer, at 20,000 entities per detector; a query with more is refused. */
    @WithDefault("20000")
    int maxSeries();

    /** Points of one answer, 16 bytes each; a range with more is fetched in halves. */
    @WithDefault("2000000")
    int maxPoints();

    /** Pulls of one instant start within this span, so that they do not hit a source together. */
    @WithDefault("3s")
    Duration spread();

    /** First pause after a failure; doubles with each further one. */
    @WithDefault("1s")
    Duration retryMin();

    /** Longest pause after repeated failures. */
    @WithDefault("30s")
    Duration retryMax();

    /** Pause after a query that the source refuses: asking again changes nothing by itself. */
    @WithDefault("1m")
    Duration rejectedRetry();

    /** How long a partial answer is asked for again before it is taken as it is. */
    @WithDefault("2m")
    Duration partialGrace();

    /** How long the delivery of one batch may take. */
    @WithDefault("30s")
    Duration deliveryTimeout();

    /** Pulls that have a lag metric of their own; bounds what {@code /q/metrics} answers. */
    @WithDefault("200")
    int lagMetrics();
  }

  /** Checks whether sources answer. */
  interface ProbeSettings {

    /** How often each source is asked. */
    @WithDefault("15s")
    Duration every();

    /** How long a source may take to answer. */
    @WithDefault("5s")
    Duration timeout();

    /** An unchanged state is told to detector-service again after this. */
    @WithDefault("1m")
    Duration repeat();
  }

  /** Bounds of {@code GET /api/sources/{name}/query}. */
  interface Queries {

    /** Series answered; further ones are left out and a warning says so. */
    @WithDefault("100")
    int maxSeries();

    /** Points answered over all series; series beyond are left out and a warning says so. */
    @WithDefault("100000")
    int maxPoints();
  }
}
