package io.aiops.detector.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Everything that an operator can set, below the prefix {@code aiops}. */
@ConfigMapping(prefix = "aiops")
public interface AiopsConfig {

  /** Folder of the embedded database; made at the start where it is missing. */
  @WithDefault("data")
  Path dataDir();

  /** The shared database; without an address the embedded one is used. */
  Database database();

  /** PostgreSQL, which several replicas share. */
  interface Database {

    /** {@code postgresql://host:5432/database}; absent means SQLite in {@link #dataDir}. */
    Optional<String> url();

    /** Absent where the address names it, or none is needed. */
    Optional<String> user();

    /** Absent where the address names it, or none is needed. */
    Optional<String> password();
  }

  /** Bearer token that callers of {@code /internal/**} must carry; absent means no check. */
  Optional<String> internalToken();

  /** Folder of YAML files, one detector each, made at the start; the file's name is the id. */
  Optional<Path> provisioningDir();

  /**
   * Address under which ingest-service and other replicas reach this process; its port on the
   * loopback where absent.
   */
  Optional<String> endpoint();

  /** Replicas on one PostgreSQL database. */
  Cluster cluster();

  /** Leases of detectors. */
  interface Cluster {

    /**
     * How long a detector stays with a replica that says nothing more: shorter moves detectors of a
     * dead one sooner, longer bears longer pauses.
     */
    @WithDefault("10s")
    Duration lease();

    /** How often leases are renewed; several times in a lease. */
    @WithDefault("2s")
    Duration renew();
  }

  /** How often changed model state is saved: what kill -9 may cost pushed points. */
  @WithDefault("5s")
  Duration snapshotEvery();

  /** History that a first start learns from, and the furthest back that a later start resumes. */
  @WithDefault("1d")
  Duration history();

  /**
   * How long resolved anomalies and incidents, and jobs, are kept after their last change; what
   * people gave a verdict on stays, with its incident. 0 keeps all.
   */
  @WithDefault("90d")
  Duration retention();

  /** A running detector is stale after so many intervals without a point. */
  @WithDefault("3")
  int staleAfterIntervals();

  /** How long a pull belongs to a worker that says nothing more. */
  @WithDefault("15s")
  Duration pullLease();

  /** How long a subscriber is posted to without a renewal. */
  @WithDefault("30s")
  Duration subscriberLease();

  /** Anomalies that belong together. */
  Incidents incidents();

  /** Anomalies that belong together. */
  interface Incidents {

    /**
     * How often to look for them, which is also how long changes gather before they are announced
     * as one.
     */
    @WithDefault("1s")
    Duration every();

    /**
     * Anomalies that share labels start together if they start within this time of each other: the
     * time of the points, not of the clock.
     */
    @WithDefault("5m")
    Duration window();

    /**
     * Names of labels that say nothing about what belongs together, because all that is watched
     * shares them, or because they name a part of a metric.
     */
    @WithDefault("__name__,job,cluster,env,environment,region,prometheus,kind,le,quantile")
    List<String> ignoredLabels();
  }

  /** Jobs on the history of sources. */
  Jobs jobs();

  /** Jobs on the history of sources. */
  interface Jobs {

    /**
     * Jobs of a replica at the same time: as many previews, for which somebody waits, and as many
     * others.
     */
    @WithDefault("2")
    int concurrent();

    /** Jobs that are under way or wait, of all replicas; further ones are refused. */
    @WithDefault("100")
    int waiting();

    /** A job for which no points come for so long fails. */
    @WithDefault("3m")
    Duration patience();

    /** How long the result of a preview is kept. */
    @WithDefault("1h")
    Duration keepPreviews();
  }

  /** Address under which people open the dashboard, for links in what they are told. */
  Optional<String> publicUrl();

  /** What users' webhooks are told, and where they may lead. */
  Webhooks webhooks();

  /** What users' webhooks are told, and where they may lead. */
  interface Webhooks {

    /** Hosts that webhooks may lead to, {@code *.} for all below one; absent means any. */
    Optional<List<String>> allowedHosts();

    /** Whether they may lead to link-local addresses, where clouds hand out credentials. */
    @WithDefault("false")
    boolean allowLinkLocal();

    /** How long an answer may take. */
    @WithDefault("10s")
    Duration timeout();

    /** Pause after the first failure; it doubles with each further one. */
    @WithDefault("1s")
    Duration firstPause();

    /** Longest pause between tries, unless the answer asks for a longer one. */
    @WithDefault("5m")
    Duration longestPause();

    /** An event as old as this is given up when nothing has been taken for so long. */
    @WithDefault("1d")
    Duration giveUpAfter();

    /**
     * How often open alerts are sent to Alertmanager again; it takes them as over after four times
     * this.
     */
    @WithDefault("1m")
    Duration repeatAlerts();
  }

  /** Metrics of single entities. */
  Metrics metrics();

  /** Metrics of single entities. */
  interface Metrics {

    /** Entities of all detectors together that have metrics of their own; 0 switches them off. */
    @WithDefault("500")
    int entities();
  }

  /** Bounds on memory. */
  Limits limits();

  /** Bounds on memory; beyond each one the product says so and keeps serving. */
  interface Limits {

    /** Detectors in all. */
    @WithDefault("10000")
    int detectors();

    /** Suppressions in all. */
    @WithDefault("1000")
    int suppressions();

    /** Entities of one detector. */
    @WithDefault("20000")
    int entitiesPerDetector();

    /**
     * An entity that had no point for so long, and for three of its intervals, leaves memory for
     * its saved state until the next point or question.
     */
    @WithDefault("1h")
    Duration idleAfter();

    /**
     * A series of a source that has been gone for so long, in the time of its points, is forgotten
     * for good.
     */
    @WithDefault("14d")
    Duration retireAfter();

    /** Points of one request. */
    @WithDefault("100000")
    int pointsPerRequest();

    /** Share of the heap that entities may take. */
    @WithDefault("0.75")
    double memory();

    /** Points kept in memory per entity for charts, 22 bytes each; fewer where memory is short. */
    @WithDefault("360")
    int resultPoints();

    /** Share of the heap that these points of all entities may take. */
    @WithDefault("0.1")
    double resultMemory();

    /** Webhooks; each one has a thread of its own. */
    @WithDefault("100")
    int webhooks();

    /** Events kept for replay. */
    @WithDefault("10000")
    int events();
  }
}
