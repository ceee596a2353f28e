package io.aiops.ingest.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

import org.jboss.logging.Logger;

import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.delivery.Batch;
import io.aiops.ingest.delivery.Batches;
import io.aiops.ingest.delivery.LabelLimits;
import io.aiops.ingest.delivery.LeasedPull;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.LogAnswer;
import io.aiops.ingest.source.LogStream;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceException;

/** Fetches chunks of one pull and makes batches of them; adapts the length of its chunks. */
final class PullFetch {

  private static final Logger LOG = Logger.getLogger(PullFetch.class);

  /** The {@code Date} of an answer is cut to whole seconds. */
  private static final long DATE_RESOLUTION_MILLIS = 999;

  private final LeasedPull pull;
  private final Source source;
  private final PullPlan plan;
  private final IngestConfig.Pulls settings;
  private final Time time;
  private long steps;
  private boolean keepNames;
  private boolean leftOutTold;
  private OptionalLong partialSince = OptionalLong.empty();

  PullFetch(LeasedPull pull, Source source, PullPlan plan, IngestConfig.Pulls settings, Time time) {
    this.pull = pull;
    this.source = source;
    this.plan = plan;
    this.settings = settings;
    this.time = time;
    this.steps = plan.maxSteps();
    this.keepNames = MetricNames.mayDiffer(pull.query());
  }

  /** What is due, in chunks that the source could answer so far. */
  Optional<PullPlan.Chunk> due(long position) {
    return plan.next(position, time.wall().millis(), steps);
  }

  /**
   * The batches of a chunk, none when the source's own clock says that it is not due yet.
   *
   * @throws SourceException when the source gave no points
   */
  List<Batch> fetch(PullPlan.Chunk chunk) {
    if (chunk.range().isEmpty()) {
      return List.of(new Batch(chunk.from(), chunk.to(), List.of(), List.of(), List.of()));
    }
    if (!pull.metric()) {
      return lines(chunk);
    }
    SeriesAnswer answer = source.fetch(pull.query(), chunk.range().get());
    requireComplete(answer);
    steps = Math.min(plan.maxSteps(), steps * 2);
    List<String> warnings = new ArrayList<>(answer.warnings());
    List<Series> series = within(named(answer), Series::labels, warnings);
    return due(chunk, answer.sourceTime())
        .map(
            covered ->
                Batches.split(
                    covered.from(), covered.to(), series, warnings, settings.batchPoints()))
        .orElse(List.of());
  }

  /**
   * What of a chunk is due by the source's clock. Points ahead of it do not exist yet: taking their
   * absence for an answer would lose them.
   */
  private Optional<PullPlan.Chunk> due(PullPlan.Chunk chunk, OptionalLong sourceTime) {
    return sourceTime.isPresent()
        ? plan.cut(chunk, sourceTime.getAsLong() + DATE_RESOLUTION_MILLIS)
        : Optional.of(chunk);
  }

  /** One batch of lines, up to as many as a batch may hold; the rest of the chunk comes next. */
  private List<Batch> lines(PullPlan.Chunk chunk) {
    LogAnswer answer = source.lines(pull.query(), chunk.from(), chunk.to(), settings.batchPoints());
    steps = Math.min(plan.maxSteps(), steps * 2);
    List<String> warnings = new ArrayList<>(answer.warnings());
    List<LogStream> streams = within(answer.streams(), LogStream::labels, warnings);
    return due(chunk, answer.sourceTime())
        .map(covered -> Math.min(covered.to(), answer.to()))
        .filter(to -> to > chunk.from())
        .map(
            to ->
                List.of(
                    new Batch(
                        chunk.from(),
                        to,
                        List.of(),
                        streams.stream().map(stream -> stream.upTo(to)).toList(),
                        warnings)))
        .orElse(List.of());
  }

  /** What detector-service takes. That something is left out goes along, and once into the log. */
  private <T> List<T> within(
      List<T> found, Function<T, Map<String, String>> labels, List<String> warnings) {
    List<T> taken = found.stream().filter(one -> LabelLimits.allow(labels.apply(one))).toList();
    int leftOut = found.size() - taken.size();
    if (leftOut > 0) {
      warnings.add(
          leftOut
              + " of "
              + found.size()
              + " series are left out, for detector-service takes "
              + LabelLimits.RULE);
      if (!leftOutTold) {
        LOG.warnf(
            "Series are left out, for detector-service takes %s. pull=%s source=%s series=%d",
            LabelLimits.RULE, pull.id(), pull.source(), leftOut);
      }
      leftOutTold = true;
    }
    return taken;
  }

  /** Makes the next chunk shorter; false when it was one step already. */
  boolean halve(PullPlan.Chunk chunk) {
    long taken = chunk.range().map(Range::steps).orElse(1L);
    steps = Math.max(1, taken / 2);
    return taken > 1;
  }

  /**
   * The batch that passes over an instant at which the query fails although it succeeds now, as
   * after a time in which labels were ambiguous. Without it the pull would stand there for ever.
   */
  Optional<Batch> passOver(PullPlan.Chunk chunk, SourceException failure) {
    Range latest = plan.latest(time.wall().millis());
    if (chunk.range().isEmpty() || latest.end() <= chunk.to() || !source.hasHistory()) {
      return Optional.empty();
    }
    try {
      if (pull.metric()) {
        source.fetch(pull.query(), latest);
      } else {
        source.lines(pull.query(), latest.end() - latest.step(), latest.end(), 1);
      }
    } catch (SourceException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Batch(
            chunk.from(),
            chunk.to(),
            List.of(),
            List.of(),
            List.of("passed over: " + failure.getMessage())));
  }

  private void requireComplete(SeriesAnswer answer) {
    if (!answer.partial()) {
      partialSince = OptionalLong.empty();
      return;
    }
    long now = time.nanos().getAsLong();
    if (partialSince.isEmpty()) {
      partialSince = OptionalLong.of(now);
    }
    if (now - partialSince.getAsLong() < settings.partialGrace().toNanos()) {
      throw new SourceException(FailureCode.PARTIAL, String.join("; ", answer.warnings()));
    }
  }

  /**
   * Series without the metric's name, unless it may be needed to tell them apart: an entity keeps
   * its labels whether its neighbours are there or not.
   */
  private List<Series> named(SeriesAnswer answer) {
    keepNames = keepNames || answer.severalNames();
    if (keepNames) {
      return answer.series();
    }
    List<Series> unnamed = new ArrayList<>(answer.series().size());
    answer.series().forEach(series -> unnamed.add(series.unnamed()));
    return unnamed;
  }
}
