package io.aiops.ingest.source.demo;

/**
 * How a small web shop behaves, second by second: a day of {@value #DAY_SECONDS} s with its rush
 * and its night, noise, and what incidents do to it.
 */
final class Shop {

  /** A day is ten minutes, 300 points of 2 s: short enough to be found as a season. */
  static final int DAY_SECONDS = 600;

  /** Connections that the pool of a service has. */
  static final double POOL = 40;

  /** Shape of the log-logistic times of answers: the 99th percentile is 3.2 medians. */
  private static final double SHAPE = 4;

  private static final double MEGABYTE = 1e6;
  private static final double NIGHT = 0.55;
  private static final double RUSH = 0.08;

  private static final int OF_REQUESTS = 1;
  private static final int OF_LATENCY = 2;
  private static final int OF_MEMORY = 3;
  private static final int OF_CONNECTIONS = 4;
  private static final int OF_QUEUE = 5;

  private final Noise noise;
  private final Incidents incidents;

  Shop(Noise noise, Incidents incidents) {
    this.noise = noise;
    this.incidents = incidents;
  }

  /** Visitors as a share of those at noon, as the time of day has them. */
  private static double day(long second) {
    double phase = 2 * Math.PI * Math.floorMod(second, DAY_SECONDS) / DAY_SECONDS;
    double wave = (1 - Math.cos(phase)) / 2;
    return NIGHT + (1 - NIGHT - RUSH) * wave + RUSH * (1 - Math.cos(3 * phase)) / 2;
  }

  private double visitors(long second) {
    return day(second) * (1 - 0.88 * incidents.strength(Incident.Type.TRAFFIC_DROP, second));
  }

  /** Requests per second that reach a pod. */
  double requests(Pod pod, long second) {
    double share = pod.service().requests / pod.of();
    double noisy = 1 + 0.02 * noise.bell(pod.stream(OF_REQUESTS), second);
    return share * visitors(second) * noisy;
  }

  /** Share of a pod's answers that are errors. */
  double errors(Pod pod, long second) {
    double share = pod.service().errors;
    double outage = incidents.strength(Incident.Type.PAYMENT_OUTAGE, second);
    return switch (pod.service()) {
      case CHECKOUT -> Math.min(1, share + 0.35 * badDeploy(pod, second) + 0.14 * outage);
      case PAYMENT -> share + 0.55 * outage;
      case STOREFRONT, CATALOG -> share;
    };
  }

  private double badDeploy(Pod pod, long second) {
    return pod.service() == Pod.Service.CHECKOUT
        ? incidents.strength(Incident.Type.BAD_DEPLOY, pod.index(), pod.of(), second)
        : 0;
  }

  /** Seconds in which half of a pod's answers are given. */
  private double median(Pod pod, long second) {
    double load = visitors(second);
    double slower = 1 + 5 * badDeploy(pod, second);
    if (pod.service() == Pod.Service.CATALOG) {
      slower += 2.5 * incidents.strength(Incident.Type.SLOW_DATABASE, second);
    } else if (pod.service() == Pod.Service.PAYMENT) {
      slower += 3 * incidents.strength(Incident.Type.PAYMENT_OUTAGE, second);
    }
    double noisy =
        1
            + 0.03 * noise.bell(pod.stream(OF_LATENCY), second)
            + 0.015 * noise.slow(pod.stream(OF_LATENCY), second);
    return pod.service().median * (1 + 0.4 * load * load) * slower * noisy;
  }

  /** Seconds in which this share of a pod's answers is given, 0 to below 1. */
  double quantile(Pod pod, double share, long second) {
    return median(pod, second) * Math.pow(share / (1 - share), 1 / SHAPE);
  }

  /** Share of a pod's answers that take at most so many seconds. */
  double faster(Pod pod, double seconds, long second) {
    return seconds == Double.POSITIVE_INFINITY
        ? 1
        : 1 / (1 + Math.pow(median(pod, second) / seconds, SHAPE));
  }

  /** Mean of the seconds of a pod's answers. */
  double mean(Pod pod, long second) {
    double angle = Math.PI / SHAPE;
    return median(pod, second) * angle / Math.sin(angle);
  }

  /** Orders per second. */
  double orders(long second) {
    double lost = 0.75 * incidents.strength(Incident.Type.PAYMENT_OUTAGE, second);
    double noisy = 1 + 0.03 * noise.bell(OF_REQUESTS, second);
    return 0.2 * Pod.Service.CHECKOUT.requests * visitors(second) * (1 - lost) * noisy;
  }

  /**
   * Bytes that a pod has in use: more with its age, and a leak on top.
   *
   * @param age seconds since it started
   */
  double memory(Pod pod, long age, long second) {
    double leaked = incidents.pile(Incident.Type.MEMORY_LEAK, pod.number(), Pod.COUNT, second);
    double noisy =
        4 * noise.bell(pod.stream(OF_MEMORY), second)
            + 3 * noise.slow(pod.stream(OF_MEMORY), second);
    double megabytes =
        340 + 25 * pod.service().number + 60 * Restarts.lived(age) + 30 * visitors(second) + noisy;
    // After the end of a leak the pod is a new one, and nothing of it is left.
    return MEGABYTE * (megabytes + (age < Incident.FADE_SECONDS ? 0 : 11 * leaked));
  }

  /** Connections that a service has taken from its pool. */
  double connections(Pod.Service service, long second) {
    double slow = incidents.strength(Incident.Type.SLOW_DATABASE, second);
    double calm =
        5
            + 2.0 * service.number
            + 9 * visitors(second)
            + 0.7 * noise.bell(100L * service.number + OF_CONNECTIONS, second);
    return Math.rint(calm + slow * (POOL - calm));
  }

  /** Messages that wait in one of several queues. */
  double queued(int queue, int queues, long second) {
    double calm =
        14
            + 10.0 * queue
            + 16 * visitors(second)
            + 2 * noise.bell(100L * queue + OF_QUEUE, second)
            + 1.5 * noise.slow(100L * queue + OF_QUEUE, second);
    double stuck = incidents.pile(Incident.Type.STUCK_QUEUE, queue, queues, second);
    return Math.rint(Math.max(0, calm) + 11 * stuck);
  }

  /** The last start of a pod up to a second. */
  long startOf(Pod pod, long second) {
    return Restarts.last(incidents, pod.number(), Pod.COUNT, second);
  }
}
