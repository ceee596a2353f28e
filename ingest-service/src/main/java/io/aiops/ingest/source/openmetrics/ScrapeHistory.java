package io.aiops.ingest.source.openmetrics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.aiops.ingest.source.SourceException;

/**
 * Shares scrapes: everybody who asks for the same instant gets the same one, and for each interval
 * in use the previous one is kept for rates. Nobody waits for longer than it wants to.
 */
final class ScrapeHistory {

  /** Intervals whose last two scrapes are kept; the one not used for longest goes first. */
  private static final int MAX_INTERVALS = 16;

  /** A failed scrape stands for everybody who asks within this time. */
  private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Reading> reader;
  private final Map<Long, Pair> byInterval =
      new LinkedHashMap<>(MAX_INTERVALS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Pair> eldest) {
          return size() > MAX_INTERVALS;
        }
      };
  private Optional<Reading> latest = Optional.empty();
  private long latestTick = Long.MIN_VALUE;

  /**
   * A history.
   *
   * @param reader begins to read the targets
   */
  ScrapeHistory(Supplier<Reading> reader) {
    this.reader = reader;
  }

  /** A scrape and the one before it. */
  record Pair(long tick, Scrape now, Optional<Scrape> before) {}

  /**
   * The scrape of an instant and, where there is one, that of the instant before at this interval.
   *
   * @param tick epoch milliseconds, a multiple of the interval
   * @param within how long the targets may take; those that take longer are left out
   * @throws SourceException when no target answers
   */
  Pair at(long tick, long interval, Duration within) {
    Reading reading;
    synchronized (this) {
      Pair known = byInterval.get(interval);
      if (known != null && (known.tick() > tick || (known.tick() == tick && known.now().whole()))) {
        return known;
      }
      reading = reading(tick);
    }
    return keep(tick, interval, reading.scrape(within));
  }

  private Reading reading(long tick) {
    Optional<Reading> shared =
        latest.filter(
            reading -> latestTick >= tick && !(reading.failed() && reading.age() >= FAILURE_NANOS));
    if (shared.isPresent()) {
      return shared.get();
    }
    Reading begun = reader.get();
    latest = Optional.of(begun);
    latestTick = tick;
    return begun;
  }

  /** Who was more patient may have more than what others took for this instant. */
  private synchronized Pair keep(long tick, long interval, Scrape scrape) {
    Pair known = byInterval.get(interval);
    boolean same = known != null && known.tick() == tick;
    if (known != null
        && (known.tick() > tick || (same && known.now().targets() >= scrape.targets()))) {
      return known;
    }
    Optional<Scrape> before = same ? known.before() : Optional.ofNullable(known).map(Pair::now);
    Pair pair = new Pair(tick, scrape, before);
    byInterval.put(interval, pair);
    return pair;
  }
}
