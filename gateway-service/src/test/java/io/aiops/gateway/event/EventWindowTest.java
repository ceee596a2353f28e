package io.aiops.gateway.event;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.aiops.gateway.config.GatewayConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EventWindowTest {

  /** Before the built-in ones, which do not know 10s. */
  private static final int CONVERTERS = 200;

  private final EventWindow window =
      new EventWindow(
          new SmallRyeConfigBuilder()
              .withConverter(Duration.class, CONVERTERS, new DurationConverter())
              .withConverter(MemorySize.class, CONVERTERS, new MemorySizeConverter())
              .withMapping(GatewayConfig.class)
              .withDefaultValue("aiops.detector-url", "http://127.0.0.1:1")
              .withDefaultValue("aiops.ingest-url", "http://127.0.0.1:1")
              .withDefaultValue("aiops.instance", "test")
              .build()
              .getConfigMapping(GatewayConfig.class));

  @Test
  void aBatchForAnEarlierProcessIsRefusedUntilItIsKnownWhatComesBefore() {
    assertEquals(EventWindow.Outcome.EARLY, window.add(batch(101, 102)).outcome());
    assertEquals(0, window.position().seq());
    assertEquals(0, window.ask());
    window.subscribed("e", 102, 0, 0, true);
    assertEquals(EventWindow.Outcome.GAP, window.add(batch(101, 102)).outcome());
    assertFalse(window.position().caughtUp());
    assertEquals(EventWindow.Outcome.TAKEN, window.add(batch(1, 102)).outcome());
    assertTrue(window.position().caughtUp());
    assertTrue(window.since(95).recovered());
    assertEquals(7, window.since(95).events().size());
  }

  @Test
  void aWindowBeginsAtTheOldestEventThatIsKept() {
    window.ask();
    window.subscribed("e", 60, 50, 0, true);
    assertEquals(EventWindow.Outcome.TAKEN, window.add(batch(51, 60)).outcome());
    assertTrue(window.since(50).recovered());
    assertFalse(window.since(49).recovered());
  }

  private static CloudEventReader.Batch batch(long first, long last) {
    List<RelayedEvent> events =
        LongStream.rangeClosed(first, last)
            .mapToObj(seq -> new RelayedEvent(seq, "id" + seq, "anomalies", null, 0, new byte[1]))
            .toList();
    return new CloudEventReader.Batch("e", events);
  }
}
