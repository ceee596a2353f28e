package io.aiops.ingest.source.openmetrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An address of a source. It is read once at a time: one that hangs takes one thread only. */
final class Target {

  /** Nobody minds to wait so long, even for a target that does not answer. */
  static final Duration GRACE = Duration.ofMillis(250);

  private final String name;
  private final Supplier<Exposition> reader;
  private final Executor executor;
  private final LongSupplier nanoClock;
  private Optional<CompletableFuture<Exposition>> underWay = Optional.empty();
  private volatile boolean hanging;

  /**
   * A target.
   *
   * @param name the value of its label
   * @param reader reads it once, in bounded time
   */
  Target(String name, Supplier<Exposition> reader, Executor executor, LongSupplier nanoClock) {
    this.name = name;
    this.reader = reader;
    this.executor = executor;
    this.nanoClock = nanoClock;
  }

  String name() {
    return name;
  }

  /** Whether the last read took its time and gave nothing: the next one may do the same. */
  boolean hanging() {
    return hanging;
  }

  /** Begins to read it, unless that is under way. */
  synchronized CompletableFuture<Exposition> read() {
    CompletableFuture<Exposition> reading =
        underWay
            .filter(earlier -> !earlier.isDone())
            .orElseGet(() -> CompletableFuture.supplyAsync(this::readNow, executor));
    underWay = Optional.of(reading);
    return reading;
  }

  private Exposition readNow() {
    long start = nanoClock.getAsLong();
    boolean answered = false;
    try {
      Exposition exposition = reader.get();
      answered = true;
      return exposition;
    } finally {
      hanging = !answered && nanoClock.getAsLong() - start > GRACE.toNanos();
    }
  }
}
