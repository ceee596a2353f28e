package io.aiops.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.aiops.ingest.config.Kind;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.delivery.Batch;
import io.aiops.ingest.delivery.LeasedPull;
import io.aiops.ingest.source.LogAnswer;
import io.aiops.ingest.source.LogStream;
import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.Source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PullFetchTest {

  private static final long INTERVAL = 15_000;
  private static final long NOW = 1_000 * INTERVAL;

  /** A source whose series, or streams, have these labels. */
  private record LabelledSource(List<Map<String, String>> labels) implements Source {

    @Override
    public String name() {
      return "labelled";
    }

    @Override
    public Kind kind() {
      return Kind.LOKI;
    }

    @Override
    public String address() {
      return "here";
    }

    @Override
    public boolean hasHistory() {
      return true;
    }

    @Override
    public SeriesAnswer fetch(String query, Range range) {
      List<Series> series = new ArrayList<>();
      for (Map<String, String> one : labels) {
        series.add(new Series(one, new long[] {range.end()}, new double[] {1}));
      }
      return new SeriesAnswer(series, List.of(), false, OptionalLong.empty());
    }

    @Override
    public LogAnswer lines(String query, long from, long to, int most) {
      List<LogStream> streams = new ArrayList<>();
      labels.forEach(one -> streams.add(new LogStream(one, List.of(to), List.of("a line"))));
      return new LogAnswer(streams, to, List.of(), OptionalLong.empty());
    }

    @Override
    public Optional<String> probe(Duration timeout) {
      return Optional.empty();
    }

    @Override
    public List<Metric> metrics(int limit) {
      return List.of();
    }
  }

  private static Batch fetched(boolean metric, List<Map<String, String>> labels) {
    LeasedPull pull =
        new LeasedPull(
            "one",
            "one",
            "labelled",
            "up",
            metric,
            Duration.ofMillis(INTERVAL),
            Duration.ZERO,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.of(NOW - INTERVAL),
            1,
            Optional.empty());
    Time time = new Time(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC), () -> 0);
    PullFetch fetch =
        new PullFetch(
            pull,
            new LabelledSource(labels),
            new PullPlan(pull, true, Duration.ofHours(1), 0),
            TestDetector.config(Map.of()).pulls(),
            time);
    List<Batch> batches = fetch.fetch(fetch.due(NOW - INTERVAL).orElseThrow());
    assertEquals(1, batches.size());
    return batches.get(0);
  }

  private static Map<String, String> many(int labels) {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < labels; i++) {
      many.put("label_" + i, "x");
    }
    return many;
  }

  /** Labels just within and just beyond each limit of detector-service, in turns. */
  private static final List<Map<String, String>> LABELS =
      List.of(
          Map.of("pod", "x".repeat(2048)),
          Map.of("pod", "x".repeat(2049)),
          many(64),
          many(65),
          Map.of("x".repeat(256), "a"),
          Map.of("x".repeat(257), "a"));

  @Test
  void aSeriesThatIsTooMuchForDetectorServiceDoesNotHoldUpTheOthers() {
    Batch batch = fetched(true, LABELS);
    assertEquals(
        List.of(LABELS.get(0), LABELS.get(2), LABELS.get(4)),
        batch.series().stream().map(Series::labels).toList());
    assertTrue(batch.warnings().get(0).startsWith("3 of 6 series are left out"));
  }

  @Test
  void aStreamThatIsTooMuchForDetectorServiceDoesNotHoldUpTheOthers() {
    Batch batch = fetched(false, LABELS);
    assertEquals(
        List.of(LABELS.get(0), LABELS.get(2), LABELS.get(4)),
        batch.streams().stream().map(LogStream::labels).toList());
    assertTrue(batch.warnings().get(0).startsWith("3 of 6 series are left out"));
  }

  @Test
  void theNameOfTheMetricDoesNotCountWhereItIsNotDelivered() {
    Map<String, String> named = many(64);
    named.put(Series.NAME_LABEL, "up");
    assertEquals(1, fetched(true, List.of(named)).series().size());
  }

  @Test
  void whereAllFitsNothingIsSaid() {
    assertEquals(List.of(), fetched(true, List.of(Map.of("pod", "a"))).warnings());
  }
}
