package io.aiops.ingest.pull;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RefusedBatchTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private TestDetector detector;
  private PullManager manager;

  @BeforeEach
  void start() throws IOException {
    detector = new TestDetector();
    manager = detector.manager(new SimpleMeterRegistry(), Map.of());
  }

  @AfterEach
  void stop() {
    manager.stop();
    detector.close();
  }

  @Test
  void whyABatchIsRefusedIsReportedAsTheFailureOfItsPull() {
    detector.offer("one", "queue_depth");
    detector.refuse("one", "series must have at most 100000 points in all");
    manager.start();
    await().atMost(PATIENCE).until(() -> !detector.failures("one").isEmpty());
    await().atMost(PATIENCE).until(() -> detector.batches("one").size() > 2);
    assertEquals(1, detector.failures("one").size(), "told once, not at each attempt");
    JsonNode failure = detector.failures("one").get(0);
    assertEquals("bad_answer", failure.path("code").asText());
    String message = failure.path("message").asText();
    assertTrue(message.contains("at most 100000 points"), message);
  }
}
