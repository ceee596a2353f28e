package io.aiops.ingest.source.openmetrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.SourceException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReadingTest {

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final AtomicLong clock = new AtomicLong();
  private final Deque<Runnable> slowReads = new ArrayDeque<>();

  private final Target prompt = new Target("prompt", this::exposed, Runnable::run, clock::get);

  private Exposition exposed() {
    return new Exposition(
        List.of(new Sample(Map.of("__name__", "up"), 1, clock.get())), Map.of(), Map.of());
  }

  /** Answers or fails when its read is taken out of the queue. */
  private Target slow(Supplier<Exposition> reader) {
    return new Target("slow", reader, slowReads::add, clock::get);
  }

  private Exposition timeout() {
    clock.addAndGet(Duration.ofSeconds(30).toNanos());
    throw new SourceException(FailureCode.TIMEOUT, "no answer within 30000 ms");
  }

  private Reading reading(Target... targets) {
    return new Reading(List.of(targets), clock::get);
  }

  @Test
  void aTargetThatIsKnownToHangDelaysNobody() {
    Target slow = slow(this::timeout);
    Reading first = reading(prompt, slow);
    slowReads.remove().run();
    assertEquals(
        List.of("target slow: no answer within 30000 ms"), first.scrape(PATIENCE).failures());
    assertTrue(slow.hanging());
    Scrape scrape = assertTimeoutPreemptively(SOON, () -> reading(prompt, slow).scrape(PATIENCE));
    assertEquals(1, scrape.targets());
    assertFalse(scrape.whole());
  }

  @Test
  void aTargetThatAnswersAgainIsWaitedForAgain() {
    AtomicLong failures = new AtomicLong(1);
    Target slow = slow(() -> failures.getAndDecrement() > 0 ? timeout() : exposed());
    Reading unused = reading(slow);
    slowReads.remove().run();
    assertTrue(slow.hanging());
    Reading second = reading(slow);
    slowReads.remove().run();
    assertFalse(slow.hanging());
    assertTrue(second.scrape(PATIENCE).whole());
  }

  @Test
  void aTargetThatRefusesAtOnceDoesNotHang() {
    Target slow =
        slow(
            () -> {
              throw new SourceException(FailureCode.SOURCE_UNREACHABLE, "connection refused");
            });
    Reading reading = reading(slow);
    slowReads.remove().run();
    assertFalse(slow.hanging());
    assertTrue(reading.failed());
    SourceException failure = assertThrows(SourceException.class, () -> reading.scrape(PATIENCE));
    assertEquals(FailureCode.SOURCE_UNREACHABLE, failure.code());
    assertEquals("target slow: connection refused", failure.getMessage());
  }

  @Test
  void whoComesAfterItsTimeGetsWhatIsThereWithoutWaiting() {
    Reading reading = reading(prompt, slow(this::exposed));
    clock.addAndGet(PATIENCE.toNanos());
    Scrape early = assertTimeoutPreemptively(SOON, () -> reading.scrape(PATIENCE));
    assertEquals(1, early.targets());
    assertSame(early, reading.scrape(PATIENCE), "what was put together is shared");
    slowReads.remove().run();
    assertEquals(2, reading.scrape(PATIENCE).targets());
  }
}
