package io.aiops.detector.webhook;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.aiops.detector.config.AiopsConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What cannot be sent at all is refused, as by the other side. */
class SenderTest {

  private static final AiopsConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(AiopsConfig.class)
          .withConverter(Duration.class, 200, new DurationConverter())
          .build()
          .getConfigMapping(AiopsConfig.class);

  private final Sender sender = new Sender(new AddressRules(CONFIG), Clock.systemUTC(), CONFIG);

  @Test
  void anIdThatNoHeaderHoldsIsRefused() throws IOException, InterruptedException {
    try (HookServer server = new HookServer()) {
      Message message = new Message("source.\u20ac", URI.create(server.url()), "text/plain", "a");
      Outcome outcome = sender.send(() -> message, null);
      assertEquals(Outcome.Verdict.REFUSED, outcome.verdict());
      assertEquals("It cannot be sent (IllegalArgumentException).", outcome.error());
      assertNull(outcome.status());
      assertTrue(server.requests.isEmpty());
    }
  }

  @Test
  void whatCannotBeWrittenIsRefused() throws InterruptedException {
    Outcome outcome =
        sender.send(
            () -> {
              throw new IllegalStateException("a bug");
            },
            null);
    assertEquals(Outcome.Verdict.REFUSED, outcome.verdict());
  }
}
