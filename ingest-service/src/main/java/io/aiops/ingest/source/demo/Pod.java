package io.aiops.ingest.source.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One of the processes that the shop consists of.
 *
 * @param index among the pods of its service, from 0
 * @param of how many pods its service has
 */
record Pod(Service service, int index, int of) {

  /** What the shop consists of, with its traffic at noon in requests per second of all pods. */
  enum Service {
    STOREFRONT(0, 0, 3, 900, 0.045, 0.004),
    CATALOG(1, 3, 3, 700, 0.020, 0.003),
    CHECKOUT(2, 6, 2, 300, 0.080, 0.010),
    PAYMENT(3, 8, 2, 240, 0.120, 0.012);

    final int number;

    /** Number of its first pod among all. */
    final int firstPod;

    final int pods;
    final double requests;

    /** Half of the answers take less, in seconds, without load. */
    final double median;

    /** Share of the answers that are errors on a good day. */
    final double errors;

    Service(int number, int firstPod, int pods, double requests, double median, double errors) {
      this.number = number;
      this.firstPod = firstPod;
      this.pods = pods;
      this.requests = requests;
      this.median = median;
      this.errors = errors;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Pods of all services. */
  static final int COUNT = 10;

  static List<Pod> all() {
    List<Pod> pods = new ArrayList<>();
    for (Service service : Service.values()) {
      for (int i = 0; i < service.pods; i++) {
        pods.add(new Pod(service, i, service.pods));
      }
    }
    return pods;
  }

  /** From 0 to below {@link #COUNT}, another one for each pod. */
  int number() {
    return service.firstPod + index;
  }

  String name() {
    return service.text() + "-" + index;
  }

  Map<String, String> labels() {
    return Map.of("service", service.text(), "pod", name());
  }

  /** Its stream of noise for one of its quantities. */
  long stream(int quantity) {
    return 1_000L * (1 + service.number) + 100L * index + quantity;
  }
}
