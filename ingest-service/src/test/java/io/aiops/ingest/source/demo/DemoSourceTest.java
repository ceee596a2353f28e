package io.aiops.ingest.source.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.aiops.ingest.source.AnswerLimits;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SourceException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DemoSourceTest {

  private static final long FROM = 1_790_000_000L;
  private static final long STEP = 2_000;
  private static final AnswerLimits LIMITS = new AnswerLimits(1_000, 1_000_000);
  private static final List<String> QUERIES =
      List.of(
          "http_requests_total",
          "sum by (service) (rate(http_requests_total))",
          "rate(http_request_duration_seconds_bucket{pod=\"checkout-0\"})",
          "sum by (pod) (rate(http_request_duration_seconds_sum))"
              + " / sum by (pod) (rate(http_request_duration_seconds_count))",
          "http_request_duration_p99_seconds",
          "process_resident_memory_bytes",
          "queue_depth",
          "db_connections_in_use",
          "sum (rate(orders_total))");

  private static DemoSource shop(long seed) {
    return new DemoSource("demo", new DemoSettings(seed, Instant.ofEpochSecond(FROM)), LIMITS);
  }

  private static Range seconds(long start, long end) {
    return new Range(start * 1_000, end * 1_000, STEP);
  }

  /** All points, by labels and time. */
  private static Map<String, Double> points(DemoSource shop, String query, Range range) {
    Map<String, Double> points = new TreeMap<>();
    for (Series series : shop.fetch(query, range).series()) {
      for (int i = 0; i < series.size(); i++) {
        points.put(series.labels() + " " + series.timestamp(i), series.value(i));
      }
    }
    return points;
  }

  @Test
  void aRangeGivesTheSamePointsInOnePieceInManyAndFromAnotherProcess() {
    long start = FROM - 100;
    long end = FROM + 400;
    for (String query : QUERIES) {
      Map<String, Double> whole = points(shop(1), query, seconds(start, end));
      assertFalse(whole.isEmpty(), query);
      Map<String, Double> pieces = new TreeMap<>();
      for (long at = start; at <= end; at += 50) {
        // A new source each time: nothing is remembered from one call to the next.
        pieces.putAll(points(shop(1), query, seconds(at, Math.min(end, at + 48))));
      }
      assertEquals(whole, pieces, query);
    }
  }

  @Test
  void everyTypeOfIncidentIsThereInTheFirstCycleAndComesAgain() {
    Incidents incidents = new Incidents(new Noise(1), FROM);
    List<Incident.Type> types = new ArrayList<>();
    long last = 0;
    for (long second = FROM; second < FROM + 12_000; second++) {
      Incident incident = incidents.near(second).orElse(null);
      if (incident != null && incident.start() != last) {
        last = incident.start();
        types.add(incident.type());
        assertEquals(0, incident.strength(incident.start() - 1));
        assertEquals(1, incident.strength(incident.end() - 1));
        assertEquals(0, incident.strength(incident.end() + Incident.FADE_SECONDS));
      }
    }
    int count = Incident.Type.values().length;
    assertEquals(List.of(Incident.Type.values()), types.subList(0, count));
    for (Incident.Type type : Incident.Type.values()) {
      assertTrue(types.subList(count, types.size()).contains(type), type.toString());
    }
  }

  @Test
  void thePastBeforeTheIncidentsIsCalm() {
    Incidents incidents = new Incidents(new Noise(1), FROM);
    for (long second = FROM - 86_400; second < FROM + Incidents.LEAD_SECONDS; second++) {
      assertTrue(incidents.near(second).isEmpty());
    }
  }

  @Test
  void eachIncidentMovesWhatItConcerns() {
    Map<Incident.Type, String> shown =
        Map.of(
            Incident.Type.BAD_DEPLOY,
            "http_request_duration_p99_seconds{service=\"checkout\"}",
            Incident.Type.STUCK_QUEUE,
            "queue_depth",
            Incident.Type.TRAFFIC_DROP,
            "sum by (service) (rate(http_requests_total))",
            Incident.Type.MEMORY_LEAK,
            "process_resident_memory_bytes",
            Incident.Type.PAYMENT_OUTAGE,
            "sum by (service) (rate(http_requests_total{service=\"payment\",status=\"500\"}))",
            Incident.Type.SLOW_DATABASE,
            "db_connections_in_use");
    Incidents incidents = new Incidents(new Noise(1), FROM);
    DemoSource shop = shop(1);
    long at = FROM + Incidents.LEAD_SECONDS;
    for (Incident.Type type : Incident.Type.values()) {
      Incident incident = incidents.near(at).orElseThrow();
      assertEquals(type, incident.type());
      long calm = incident.start() - 4;
      long worst = incident.end() - 2;
      Map<String, Double> moved = new TreeMap<>();
      for (Series series :
          shop.fetch(shown.get(type), new Range(calm * 1_000, worst * 1_000, STEP)).series()) {
        moved.put(series.labels().toString(), series.value(series.size() - 1) / series.value(0));
      }
      assertTrue(
          moved.values().stream().anyMatch(ratio -> ratio > 1.6 || ratio < 0.3),
          type + " moved " + moved);
      at += Incidents.FIRST_SLOT_SECONDS;
    }
  }

  @Test
  void aLeakEndsWithARestartThatResetsTheCountersOfItsPod() {
    Incidents incidents = new Incidents(new Noise(1), FROM);
    long at = FROM + Incidents.LEAD_SECONDS + 3L * Incidents.FIRST_SLOT_SECONDS;
    Incident leak = incidents.near(at).orElseThrow();
    assertEquals(Incident.Type.MEMORY_LEAK, leak.type());
    Pod pod = Pod.all().get(leak.target() % Pod.COUNT);
    String selector = "{pod=\"" + pod.name() + "\"}";
    Range range = new Range(leak.end() * 1_000 - 1_000, leak.end() * 1_000, 1_000);
    Series requests =
        shop(1).fetch("http_request_duration_seconds_count" + selector, range).series().get(0);
    assertTrue(
        requests.value(1) < requests.value(0), requests.value(0) + " to " + requests.value(1));
    Series memory =
        shop(1).fetch("process_resident_memory_bytes" + selector, range).series().get(0);
    assertTrue(memory.value(1) < 0.7 * memory.value(0));
  }

  @Test
  void bucketsAddUpAndCountersNeverFallBetweenRestarts() {
    Map<String, Double> counts =
        points(
            shop(1), "http_request_duration_seconds_bucket{le=\"+Inf\"}", seconds(FROM, FROM + 40));
    Map<String, Double> totals =
        points(shop(1), "http_request_duration_seconds_count", seconds(FROM, FROM + 40));
    assertEquals(List.copyOf(totals.values()), List.copyOf(counts.values()));
    for (Series series :
        shop(1).fetch("sum (rate(http_requests_total))", seconds(FROM - 9_000, FROM)).series()) {
      for (int i = 0; i < series.size(); i++) {
        assertTrue(series.value(i) > 0, "at " + series.timestamp(i));
      }
    }
  }

  @Test
  void anotherSeedIsAnotherShop() {
    Range range = seconds(FROM, FROM + 20);
    assertNotEquals(points(shop(1), "queue_depth", range), points(shop(2), "queue_depth", range));
  }

  @Test
  void metricsAreListedWithTypeLabelsAndHelp() {
    List<Metric> metrics = shop(1).metrics(100);
    Metric latency =
        metrics.stream().filter(m -> m.type() == Metric.Type.HISTOGRAM).findFirst().orElseThrow();
    assertEquals("http_request_duration_seconds", latency.name());
    assertEquals(Pod.COUNT, latency.series());
    assertTrue(latency.labels().contains("pod"));
    assertEquals(2, shop(1).metrics(2).size());
    assertTrue(metrics.stream().noneMatch(metric -> metric.help().isBlank()));
    assertEquals(Pod.COUNT, Pod.all().stream().map(Pod::number).distinct().count());
  }

  @Test
  void unfitQueriesAndRangesAreRefused() {
    DemoSource shop = shop(1);
    Range range = seconds(FROM, FROM + 20);
    SourceException malformed =
        assertThrows(SourceException.class, () -> shop.fetch("rate(queue_depth", range));
    assertEquals(FailureCode.QUERY_REJECTED, malformed.code());
    assertFalse(malformed.tooMuch());
    assertTrue(
        assertThrows(
                SourceException.class,
                () -> shop.fetch("queue_depth", new Range(0, 86_400_000L * 30, 60_000)))
            .tooMuch());
    assertTrue(
        assertThrows(
                SourceException.class,
                () -> shop.fetch("queue_depth", new Range(0, 86_400_000L, 10)))
            .tooMuch());
    assertTrue(shop.fetch("no_such_metric", range).series().isEmpty());
  }
}
