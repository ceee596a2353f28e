package io.aiops.ingest.source.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Series;

/** The metrics that the shop exposes, named as Prometheus' client libraries would. */
final class Catalogue {

  private static final double[] BOUNDS = {
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, Double.POSITIVE_INFINITY
  };

  private static final List<String> QUEUES = List.of("emails", "orders");
  private static final String DURATION = "http_request_duration_seconds";

  private final Shop shop;
  private final Map<String, List<DemoSeries>> byName = new LinkedHashMap<>();
  private final List<Metric> metrics = new ArrayList<>();

  Catalogue(Shop shop) {
    this.shop = shop;
    requests();
    latency();
    resources();
    business();
  }

  /** The series of a name; none if the shop has no such. */
  List<DemoSeries> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** The metrics, a histogram as one. */
  List<Metric> metrics() {
    return metrics;
  }

  private void requests() {
    for (Pod pod : Pod.all()) {
      counter(
          pod,
          "http_requests_total",
          Map.of("status", "200"),
          s -> shop.requests(pod, s) * (1 - shop.errors(pod, s)));
      counter(
          pod,
          "http_requests_total",
          Map.of("status", "500"),
          s -> shop.requests(pod, s) * shop.errors(pod, s));
    }
    describe("http_requests_total", Metric.Type.COUNTER, "Requests answered, by status.");
  }

  private void latency() {
    for (Pod pod : Pod.all()) {
      for (double bound : BOUNDS) {
        String le = bound == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(bound);
        counter(
            pod,
            DURATION + "_bucket",
            Map.of("le", le),
            s -> shop.requests(pod, s) * shop.faster(pod, bound, s));
      }
      counter(pod, DURATION + "_sum", Map.of(), s -> shop.requests(pod, s) * shop.mean(pod, s));
      counter(pod, DURATION + "_count", Map.of(), s -> shop.requests(pod, s));
      gauge(pod, "http_request_duration_p99_seconds", s -> shop.quantile(pod, 0.99, s));
    }
    describe(DURATION, Metric.Type.HISTOGRAM, "Time to answer a request.");
    describe(
        "http_request_duration_p99_seconds",
        Metric.Type.GAUGE,
        "Time in which 99 of 100 requests are answered.");
  }

  private void resources() {
    for (Pod pod : Pod.all()) {
      gauge(
          pod, "process_resident_memory_bytes", s -> shop.memory(pod, s - shop.startOf(pod, s), s));
    }
    describe("process_resident_memory_bytes", Metric.Type.GAUGE, "Memory of the process.");
    for (Pod.Service service : Pod.Service.values()) {
      if (service != Pod.Service.STOREFRONT) {
        add(
            DemoSeries.gauge(
                "db_connections_in_use",
                Map.of("service", service.text()),
                s -> shop.connections(service, s)));
      }
    }
    describe("db_connections_in_use", Metric.Type.GAUGE, "Connections taken from a pool of 40.");
  }

  private void business() {
    for (int i = 0; i < QUEUES.size(); i++) {
      int queue = i;
      add(
          DemoSeries.gauge(
              "queue_depth",
              Map.of("queue", QUEUES.get(queue)),
              s -> shop.queued(queue, QUEUES.size(), s)));
    }
    describe("queue_depth", Metric.Type.GAUGE, "Messages that wait.");
    add(
        DemoSeries.counter(
            "orders_total",
            Map.of(),
            shop::orders,
            s -> Math.floorDiv(s, Restarts.VERSION_SECONDS) * Restarts.VERSION_SECONDS));
    describe("orders_total", Metric.Type.COUNTER, "Orders placed.");
  }

  private void counter(Pod pod, String name, Map<String, String> more, Signal perSecond) {
    Map<String, String> labels = new HashMap<>(pod.labels());
    labels.putAll(more);
    add(DemoSeries.counter(name, labels, perSecond, s -> shop.startOf(pod, s)));
  }

  private void gauge(Pod pod, String name, Signal level) {
    add(DemoSeries.gauge(name, pod.labels(), level));
  }

  private void add(DemoSeries series) {
    byName
        .computeIfAbsent(series.labels().get(Series.NAME_LABEL), name -> new ArrayList<>())
        .add(series);
  }

  private void describe(String family, Metric.Type type, String help) {
    List<DemoSeries> series = named(type == Metric.Type.HISTOGRAM ? family + "_count" : family);
    Set<String> labels = new HashSet<>();
    series.forEach(one -> labels.addAll(one.labels().keySet()));
    labels.remove(Series.NAME_LABEL);
    metrics.add(new Metric(family, type, help, series.size(), labels));
  }
}
