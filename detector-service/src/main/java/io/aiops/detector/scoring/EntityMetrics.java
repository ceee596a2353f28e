package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.config.AiopsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;

/**
 * The latest judgement on entities as metrics, so that Prometheus and Grafana see what the
 * dashboard shows. Bounded, because every entity is five series.
 */
@ApplicationScoped
public class EntityMetrics {

  private final Engine engine;
  private final int most;
  private final MultiGauge scores;
  private final MultiGauge expected;
  private final MultiGauge lower;
  private final MultiGauge upper;
  private final MultiGauge open;

  public EntityMetrics(Engine engine, MeterRegistry registry, AiopsConfig config) {
    this.engine = engine;
    this.most = config.metrics().entities();
    scores = gauge(registry, "aiops.anomaly.score", "How abnormal the entity is now, 0 to 1");
    expected = gauge(registry, "aiops.expected", "What was expected of the latest point");
    lower = gauge(registry, "aiops.lower", "Lower edge of the band at the latest point");
    upper = gauge(registry, "aiops.upper", "Upper edge of the band at the latest point");
    open = gauge(registry, "aiops.open.anomalies", "Open anomalies of the detector");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** The rows of one refresh. */
  private static final class Rows {
    private final List<MultiGauge.Row<?>> scores = new ArrayList<>();
    private final List<MultiGauge.Row<?>> expected = new ArrayList<>();
    private final List<MultiGauge.Row<?>> lower = new ArrayList<>();
    private final List<MultiGauge.Row<?>> upper = new ArrayList<>();
    private final List<MultiGauge.Row<?>> open = new ArrayList<>();

    void add(Tags tags, Entity entity) {
      entity.lock.lock();
      try {
        if (entity.rests()) {
          return;
        }
        scores.add(MultiGauge.Row.of(tags, entity.lastScore));
        if (!entity.recent.vectors()) {
          float[] band = entity.recent.newestBand();
          expected.add(MultiGauge.Row.of(tags, band[0]));
          lower.add(MultiGauge.Row.of(tags, band[1]));
          upper.add(MultiGauge.Row.of(tags, band[2]));
        }
      } finally {
        entity.lock.unlock();
      }
    }
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void refresh() {
    Rows rows = new Rows();
    int count = 0;
    for (LiveDetector live : engine.all()) {
      Tags detector =
          Tags.of("detector", live.detector().id(), "name", live.detector().definition().name());
      rows.open.add(MultiGauge.Row.of(detector, live.openAnomalies()));
      for (Entity entity : live.all()) {
        if (count++ < most) {
          rows.add(detector.and("entity", entity.key), entity);
        }
      }
    }
    scores.register(rows.scores, true);
    expected.register(rows.expected, true);
    lower.register(rows.lower, true);
    upper.register(rows.upper, true);
    open.register(rows.open, true);
  }
}
