package io.aiops.detector.webhook;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class AnswersTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "7; PT7S",
        " 120 ; PT2M",
        "999999999; PT1H",
        "-1; PT0S",
        "soon; PT0S",
        "Fri, 2 Jan 2026 03:05:05 GMT; PT1M",
        "Fri, 2 Jan 2026 03:03:05 GMT; PT0S"
      })
  void retryAfterIsReadInBothFormsAndBounded(String text, String wait) {
    assertEquals(Duration.parse(wait), Answers.retryAfter(text, NOW));
  }
}
