package io.aiops.ingest.source.openmetrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.aiops.ingest.source.SourceException;

/**
 * Shares scrapes: everybody who asks for the same instant gets the same one, and for each interval
 * in use the previous one is kept for rates. One scrape runs at a time.
 */
final class ScrapeHistory {

  /** Intervals whose last two scrapes are kept; the one not used for longest goes first. */
  private static final int MAX_INTERVALS = 16;

  /** A failed scrape stands for everybody who asks within this time. */
  private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Scrape> scraper;
  private final LongSupplier nanoClock;
  private final Map<Long, Pair> byInterval =
      new LinkedHashMap<>(MAX_INTERVALS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Pair> eldest) {
          return size() > MAX_INTERVALS;
        }
      };
  private Optional<Scrape> latest = Optional.empty();
  private long latestTick = Long.MIN_VALUE;
  private SourceException failure;
  private long failedAt;

  ScrapeHistory(Supplier<Scrape> scraper, LongSupplier nanoClock) {
    this.scraper = scraper;
    this.nanoClock = nanoClock;
  }

  /** A scrape and the one before it. */
  record Pair(long tick, Scrape now, Optional<Scrape> before) {}

  /**
   * The scrape of an instant and, where there is one, that of the instant before at this interval.
   *
   * @param tick epoch milliseconds, a multiple of the interval
   * @throws SourceException when no target answers
   */
  synchronized Pair at(long tick, long interval) {
    Pair known = byInterval.get(interval);
    if (known != null && known.tick() >= tick) {
      return known;
    }
    Scrape scrape = latestTick >= tick && latest.isPresent() ? latest.get() : scrape(tick);
    Pair pair = new Pair(tick, scrape, Optional.ofNullable(known).map(Pair::now));
    byInterval.put(interval, pair);
    return pair;
  }

  private Scrape scrape(long tick) {
    if (failure != null && nanoClock.getAsLong() - failedAt < FAILURE_NANOS) {
      throw new SourceException(failure.code(), failure.getMessage());
    }
    try {
      Scrape scrape = scraper.get();
      failure = null;
      latest = Optional.of(scrape);
      latestTick = tick;
      return scrape;
    } catch (SourceException e) {
      failure = e;
      failedAt = nanoClock.getAsLong();
      throw e;
    }
  }
}
