package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Page;
import io.aiops.detector.model.log.Template;
import io.aiops.detector.problem.ConflictException;
import io.aiops.detector.problem.InvalidInputException;

/** The templates that a detector of lines has found. */
@ApplicationScoped
public class TemplateService {

  static final String DEFAULT_SORT = "-count";

  private static final double MILLIS_PER_MINUTE = 60_000;

  private static final Map<String, Comparator<TemplateList.Item>> SORTS =
      Map.of(
          "count", Comparator.comparingLong(TemplateList.Item::count),
          "rate",
              Comparator.comparing(
                  TemplateList.Item::ratePerMinute,
                  Comparator.nullsFirst(Comparator.naturalOrder())),
          "first_seen_at",
              Comparator.comparing(
                  TemplateList.Item::firstSeenAt, Comparator.nullsFirst(Comparator.naturalOrder())),
          "last_seen_at",
              Comparator.comparing(
                  TemplateList.Item::lastSeenAt, Comparator.nullsFirst(Comparator.naturalOrder())),
          "template", Comparator.comparing(TemplateList.Item::template),
          "score", Comparator.comparingDouble(TemplateList.Item::score));

  private final Engine engine;

  public TemplateService(Engine engine) {
    this.engine = engine;
  }

  /**
   * @throws ConflictException where the detector watches no lines
   */
  TemplateList list(String detectorId, String sort, String text, Page page) {
    LiveDetector live = engine.get(detectorId);
    Comparator<TemplateList.Item> order =
        SORTS.get(sort.startsWith("-") ? sort.substring(1) : sort);
    if (order == null) {
      throw InvalidInputException.of(
          "sort",
          "must be one of "
              + String.join(", ", SORTS.keySet().stream().sorted().toList())
              + ", with a - before it for descending order");
    }
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<TemplateList.Item> matching =
        items(live).stream()
            .filter(item -> item.template().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    List<TemplateList.Item> items =
        matching.stream()
            .sorted(
                (sort.startsWith("-") ? order.reversed() : order)
                    .thenComparing(TemplateList.Item::id))
            .skip(page.offset())
            .limit(page.limit())
            .toList();
    return new TemplateList(items, page.info(matching.size()));
  }

  /** All of them as they are between two batches. */
  private static List<TemplateList.Item> items(LiveDetector live) {
    List<TemplateList.Item> items = new ArrayList<>();
    live.inTurn(
        () -> {
          LogState logs = live.logs();
          if (logs == null) {
            throw new ConflictException(
                "not-a-log-detector",
                "The detector watches values, not lines: only one with the model log_patterns has"
                    + " templates.");
          }
          double minutes = live.detector().definition().interval().toMillis() / MILLIS_PER_MINUTE;
          logs.miner
              .templates()
              .forEach(template -> items.add(item(template, logs.find(template.id()), minutes)));
        });
    return items;
  }

  private static TemplateList.Item item(Template template, Entity entity, double minutes) {
    return new TemplateList.Item(
        LogState.name(template),
        template.redacted(),
        template.example(),
        template.lines(),
        entity == null ? null : Explanations.nullable(entity.recent.mean() / minutes),
        time(template.firstSeen()),
        time(template.lastSeen()),
        entity == null ? 0 : entity.lastScore,
        entity == null || entity.anomaly == null ? null : entity.anomaly.id());
  }

  private static Instant time(long epochMillis) {
    return epochMillis == Template.UNKNOWN ? null : Instant.ofEpochMilli(epochMillis);
  }
}
