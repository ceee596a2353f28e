package io.aiops.ingest.pull;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What goes wrong with one pull for a reason that nobody has thought of stays with this pull. */
class UnforeseenTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private TestDetector detector;
  private PullManager manager;

  @BeforeEach
  void start() throws IOException {
    detector = new TestDetector();
  }

  @AfterEach
  void stop() {
    manager.stop();
    detector.close();
  }

  private void manage(MeterFilter filter) {
    MeterRegistry meters = new SimpleMeterRegistry();
    meters.config().meterFilter(filter);
    manager = detector.manager(meters, Map.of("aiops.pulls.chunk-range", "10s"));
    manager.start();
  }

  /** A meter of a pull that cannot be made stands for whatever fails when a pull begins. */
  private static MeterFilter failing(String pull, AtomicInteger attempts) {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        if (pull.equals(id.getTag("pull"))) {
          attempts.incrementAndGet();
          throw new StackOverflowError();
        }
        return id;
      }
    };
  }

  @Test
  void aPullThatCannotBeginIsReportedOnceAndLeavesTheOthersAlone() {
    detector.offer("broken", "queue_depth");
    detector.offer("sound", "queue_depth");
    AtomicInteger attempts = new AtomicInteger();
    manage(failing("broken", attempts));
    await().atMost(PATIENCE).until(() -> !detector.batches("sound").isEmpty());
    await().atMost(PATIENCE).until(() -> !detector.failures("broken").isEmpty());
    int leases = detector.leases();
    await().atMost(PATIENCE).until(() -> detector.leases() > leases + 2);
    assertEquals(1, detector.failures("broken").size());
    assertEquals("query_rejected", detector.failures("broken").get(0).path("code").asText());
    assertTrue(detector.batches("broken").isEmpty());
    assertEquals(1, attempts.get(), "the same pull is not begun again and again");
    assertEquals(1, manager.pulls());
  }

  @Test
  void aPullGoesOnAfterAnError() {
    detector.offer("one", "queue_depth");
    AtomicInteger left = new AtomicInteger(2);
    manage(
        new MeterFilter() {
          @Override
          public Meter.Id map(Meter.Id id) {
            if (id.getName().equals("aiops.ingest.points") && left.getAndDecrement() > 0) {
              throw new StackOverflowError();
            }
            return id;
          }
        });
    await().atMost(PATIENCE).until(() -> detector.batches("one").size() == 6);
    assertTrue(left.get() < 0);
  }

  @Test
  void aLongQueryIsPulled() {
    detector.offer("long", "queue_depth{queue=~\"" + "a|".repeat(4_900) + ".*\"}");
    manage(new MeterFilter() {});
    await().atMost(PATIENCE).until(() -> !detector.batches("long").isEmpty());
    assertTrue(detector.failures("long").isEmpty());
  }
}
