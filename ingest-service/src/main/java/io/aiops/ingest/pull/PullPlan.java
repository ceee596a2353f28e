package io.aiops.ingest.pull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.aiops.ingest.delivery.LeasedPull;
import io.aiops.ingest.source.Range;

/**
 * When to fetch what. Points lie on the multiples of the interval since the epoch, so that every
 * fetch sees the same values, and are fetched {@code delay} after their time. All times are epoch
 * milliseconds.
 */
final class PullPlan {

  /** Points per series that Prometheus and Loki answer at most. */
  static final int MAX_STEPS = 11_000;

  /** The wall clock may be set while a pull waits, so it looks again after this. */
  private static final long MAX_PAUSE_MILLIS = 30_000;

  private final long interval;
  private final long delay;
  private final OptionalLong end;
  private final boolean history;
  private final long jitter;
  private final long maxSteps;

  /**
   * A plan.
   *
   * @param history false when only the present can be fetched; the delay is of no use then
   * @param chunkRange longest range of one fetch
   * @param jitter pause after the time of a point, beside the delay
   */
  PullPlan(LeasedPull pull, boolean history, Duration chunkRange, long jitter) {
    this.interval = pull.interval().toMillis();
    this.delay = history ? pull.delay().toMillis() : 0;
    this.end = pull.to();
    this.history = history;
    this.jitter = jitter;
    this.maxSteps = Math.max(1, Math.min(MAX_STEPS, chunkRange.toMillis() / interval));
  }

  /**
   * What to fetch next.
   *
   * @param from end of what is stored
   * @param to end of what will be stored then
   * @param range instants to fetch, absent where none lies between
   */
  record Chunk(long from, long to, Optional<Range> range) {}

  /** Steps of one fetch at most. */
  long maxSteps() {
    return maxSteps;
  }

  /** Where a pull without a position begins: one interval before its first point. */
  long start(LeasedPull pull, long now) {
    return pull.position()
        .orElseGet(() -> pull.from().orElseGet(() -> floor(now - delay) - interval));
  }

  /** The next fetch, absent while nothing is due. */
  Optional<Chunk> next(long position, long now, long steps) {
    if (done(position)) {
      return Optional.empty();
    }
    long due = end.isPresent() ? Math.min(now - delay, end.getAsLong()) : now - delay;
    long first = floor(position) + interval;
    long last = floor(due);
    if (last < first) {
      // The rest of a bounded pull that holds no instant is covered all the same.
      return end.isPresent() && due >= end.getAsLong()
          ? Optional.of(new Chunk(position, end.getAsLong(), Optional.empty()))
          : Optional.empty();
    }
    if (!history) {
      return Optional.of(new Chunk(position, last, Optional.of(new Range(last, last, interval))));
    }
    long until = Math.min(last, first + (Math.min(steps, maxSteps) - 1) * interval);
    return Optional.of(new Chunk(position, until, Optional.of(new Range(first, until, interval))));
  }

  /** The chunk as far as it is due by another clock, that of the source; absent if not at all. */
  Optional<Chunk> cut(Chunk chunk, long sourceNow) {
    long last = floor(sourceNow - delay);
    if (chunk.range().isEmpty() || last >= chunk.range().get().end()) {
      return Optional.of(chunk);
    }
    Range range = chunk.range().get();
    return last < range.start()
        ? Optional.empty()
        : Optional.of(
            new Chunk(chunk.from(), last, Optional.of(new Range(range.start(), last, interval))));
  }

  /** The newest instant that is due. */
  Range latest(long now) {
    long last = floor(now - delay);
    return new Range(last, last, interval);
  }

  /** How long nothing is due. */
  Duration pause(long position, long now) {
    if (done(position)) {
      return Duration.ofMillis(MAX_PAUSE_MILLIS);
    }
    long left = dueAt(position) + jitter - now;
    return Duration.ofMillis(Math.max(0, Math.min(left, MAX_PAUSE_MILLIS)));
  }

  /** Milliseconds for which the next point has been due; 0 while none is. */
  long overdue(long position, long now) {
    return done(position) ? 0 : Math.max(0, now - dueAt(position));
  }

  /** Whether a bounded pull has all. */
  private boolean done(long position) {
    return end.isPresent() && position >= end.getAsLong();
  }

  /** When the next point after a position can be fetched. */
  private long dueAt(long position) {
    return floor(position) + interval + delay;
  }

  private long floor(long time) {
    return Math.floorDiv(time, interval) * interval;
  }
}
