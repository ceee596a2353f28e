package io.aiops.detector.event;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.Tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who is told, where changes come in another order than they were committed in. */
class DispatcherTest {

  /** One for whom there is never anything. */
  private record Listener(long version) implements Recipient {
    @Override
    public String id() {
      return "listener";
    }

    @Override
    public long position() {
      return 1L << 40;
    }

    @Override
    public int most() {
      return 1;
    }

    @Override
    public Backoff backoff() {
      return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Override
    public Answer offer(long after, List<StoredEvent> events) {
      return new Answer.Ended();
    }

    @Override
    public void store(Tx tx, long seq) {}
  }

  private static Recipient told(Dispatcher dispatcher) {
    return dispatcher.deliveries().iterator().next().recipient();
  }

  @ParameterizedTest
  @EnumSource
  void theLatestChangeCountsWheneverItComes(TestDatabase kind) {
    Dispatcher dispatcher =
        new Dispatcher(
            null,
            kind.database(),
            new EventStore(),
            null,
            null,
            null,
            null,
            Clock.systemUTC(),
            null);
    try {
      Listener third = new Listener(3);
      dispatcher.deliver(third, true);
      dispatcher.deliver(new Listener(2), false);
      assertSame(third, told(dispatcher));
      dispatcher.forget("listener", 2);
      assertEquals(1, dispatcher.deliveries().size(), "it was wanted again after that");
      Listener fourth = new Listener(4);
      dispatcher.deliver(fourth, false);
      assertSame(fourth, told(dispatcher));
      dispatcher.forget("listener", 5);
      assertTrue(dispatcher.deliveries().isEmpty());
    } finally {
      dispatcher.abandon();
    }
  }
}
