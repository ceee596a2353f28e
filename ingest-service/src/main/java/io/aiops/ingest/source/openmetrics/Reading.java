package io.aiops.ingest.source.openmetrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.SourceException;

/**
 * The targets of a source while they are read, side by side. Whoever asks gets what is there after
 * a time of its own choice, so that a target that hangs delays nobody for longer than that. Once it
 * is known to hang it delays nobody, until it answers again.
 */
final class Reading {

  private final Map<String, CompletableFuture<Exposition>> targets = new LinkedHashMap<>();
  private final List<CompletableFuture<Exposition>> awaited = new ArrayList<>();
  private final LongSupplier nanoClock;
  private final long startedAt;
  private Optional<Scrape> made = Optional.empty();
  private long madeOf;

  /** Begins to read the targets. */
  Reading(List<Target> all, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.startedAt = nanoClock.getAsLong();
    for (Target target : all) {
      boolean hanging = target.hanging();
      CompletableFuture<Exposition> read = target.read();
      targets.put(target.name(), read);
      if (!hanging) {
        awaited.add(read);
      }
    }
  }

  /** Nanoseconds since it began. */
  long age() {
    return nanoClock.getAsLong() - startedAt;
  }

  /** Whether no target has answered, nor will. */
  boolean failed() {
    return targets.values().stream().allMatch(CompletableFuture::isCompletedExceptionally);
  }

  /**
   * What the targets exposed, without those that have not answered this time after the start.
   *
   * @throws SourceException when no target has answered
   */
  Scrape scrape(Duration within) {
    await(awaited, within.toNanos());
    await(targets.values(), Math.min(within.toNanos(), Target.GRACE.toNanos()));
    Scrape scrape = scrape();
    if (scrape.targets() == 0) {
      throw new SourceException(
          scrape.failure().orElse(FailureCode.TIMEOUT), String.join("; ", scrape.failures()));
    }
    return scrape;
  }

  private void await(Collection<CompletableFuture<Exposition>> reads, long within) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new));
    try {
      all.get(Math.max(0, within - age()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Which target has failed or is late shows when they are put together.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(FailureCode.SOURCE_UNREACHABLE, "stopped while waiting");
    }
  }

  /** The same one for everybody until another target has answered. */
  private synchronized Scrape scrape() {
    long done = targets.values().stream().filter(CompletableFuture::isDone).count();
    if (made.isEmpty() || done > madeOf) {
      made = Optional.of(make());
      madeOf = done;
    }
    return made.get();
  }

  private Scrape make() {
    Scrape scrape = new Scrape();
    targets.forEach(
        (name, target) -> {
          if (target.isDone()) {
            add(scrape, name, target);
          } else {
            scrape.late(name);
          }
        });
    return scrape;
  }

  private static void add(Scrape scrape, String name, CompletableFuture<Exposition> target) {
    try {
      scrape.add(target.join());
    } catch (CompletionException e) {
      scrape.fail(
          name,
          e.getCause() instanceof SourceException failure
              ? failure
              : new SourceException(FailureCode.BAD_ANSWER, "it cannot be read: " + e.getCause()));
    }
  }
}
