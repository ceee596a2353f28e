package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.PointsAround;
import io.aiops.detector.anomaly.RecentPointsSource;
import io.aiops.detector.json.Labels;
import io.aiops.detector.json.Page;
import io.aiops.detector.problem.InvalidInputException;

/** What is to be seen of entities. */
@ApplicationScoped
public class EntityService implements RecentPointsSource {

  static final String DEFAULT_SORT = "-score";

  private static final Map<String, Comparator<Rank>> SORTS =
      Map.of(
          "score", Comparator.comparingDouble(Rank::score),
          "entity", Comparator.comparing(rank -> rank.entity().key),
          "last_point_at", Comparator.comparingLong(Rank::lastPointAt),
          "points", Comparator.comparingLong(Rank::points));

  /** What a list is sorted by, read once: points that come in meanwhile would confuse a sort. */
  private record Rank(Entity entity, double score, long lastPointAt, long points) {
    static Rank of(Entity entity) {
      return new Rank(entity, entity.lastScore, entity.lastPointAt, entity.points);
    }
  }

  private final Engine engine;
  private final StateRestorer restorer;

  public EntityService(Engine engine, StateRestorer restorer) {
    this.engine = engine;
    this.restorer = restorer;
  }

  EntityList list(String detectorId, String sort, String text, Page page) {
    LiveDetector live = engine.get(detectorId);
    Comparator<Rank> order = SORTS.get(sort.startsWith("-") ? sort.substring(1) : sort);
    if (order == null) {
      throw InvalidInputException.of(
          "sort",
          "must be one of "
              + String.join(", ", SORTS.keySet().stream().sorted().toList())
              + ", with a - before it for descending order");
    }
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<Rank> matching =
        live.all().stream()
            .filter(entity -> entity.key.toLowerCase(Locale.ROOT).contains(wanted))
            .map(Rank::of)
            .toList();
    List<EntityList.Item> items =
        matching.stream()
            .sorted(
                (sort.startsWith("-") ? order.reversed() : order)
                    .thenComparing(rank -> rank.entity().key))
            .skip(page.offset())
            .limit(page.limit())
            .map(rank -> item(live, rank.entity()))
            .toList();
    return new EntityList(items, page.info(matching.size()));
  }

  private static EntityList.Item item(LiveDetector live, Entity entity) {
    entity.lock.lock();
    try {
      Learnt learnt = entity.learnt();
      WarmUp warmUp = warmUp(live, learnt);
      return new EntityList.Item(
          entity.labels.values(),
          entity.lastPointAt == Entity.NEVER ? null : Instant.ofEpochMilli(entity.lastPointAt),
          Explanations.nullable(entity.lastValue),
          entity.lastScore,
          WarmUp.phase(learnt.ready()),
          new EntityList.Progress(warmUp.percent(), warmUp.etaSeconds()),
          entity.points,
          learnt.type(),
          entity.anomaly == null ? null : entity.anomaly.id());
    } finally {
      entity.lock.unlock();
    }
  }

  private static WarmUp warmUp(LiveDetector live, Learnt learnt) {
    return learnt.ready()
        ? WarmUp.DONE
        : WarmUp.of(
            learnt.progress(),
            learnt.pointsToReady(),
            live.detector().definition().interval().toMillis());
  }

  /** The points of the entity that matches; of several the one with the highest score. */
  Results results(String detectorId, LabelMatchers matchers, long from, long to) {
    LiveDetector live = engine.get(detectorId);
    List<Entity> matching =
        live.all().stream().filter(entity -> matchers.test(entity.labels)).toList();
    Optional<Entity> chosen =
        matching.stream()
            .max(
                Comparator.comparingDouble((Entity entity) -> entity.lastScore)
                    .thenComparing(entity -> entity.key));
    return chosen
        .map(
            entity ->
                withCharts(live, entity, () -> Results.of(live, entity, matching.size(), from, to)))
        .orElseGet(() -> Results.none(live));
  }

  @Override
  public Optional<PointsAround> around(Anomaly anomaly) {
    return engine
        .find(anomaly.detectorId())
        .flatMap(
            live ->
                live.find(Labels.of(anomaly.entity()))
                    .flatMap(entity -> withCharts(live, entity, () -> around(entity, anomaly))));
  }

  private static Optional<PointsAround> around(Entity entity, Anomaly anomaly) {
    long start = anomaly.startedAt().toEpochMilli();
    long end = anomaly.endedAt() == null ? Long.MAX_VALUE : anomaly.endedAt().toEpochMilli();
    return entity.recent.oldest() > start
        ? Optional.empty()
        : Optional.of(entity.recent.around(start, end).pointsAround());
  }

  /** Reads under the entity's lock, and wakes it where its points rest in the saved state. */
  private <T> T withCharts(LiveDetector live, Entity entity, Supplier<T> reading) {
    entity.lock.lock();
    try {
      if (entity.rests()) {
        restorer.restore(live, entity);
      }
      return reading.get();
    } finally {
      entity.lock.unlock();
    }
  }
}
