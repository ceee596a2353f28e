package io.aiops.detector.event;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertTrue;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  @ParameterizedTest
  @CsvSource({
    "1, 500, 1000",
    "2, 1000, 2000",
    "5, 8000, 16000",
    "9, 128000, 256000",
    "10, 150000, 300000",
    "1000000, 150000, 300000"
  })
  void pausesDoubleUpToTheLongestAndHalfIsChance(int failures, long least, long most) {
    for (int i = 0; i < 100; i++) {
      long pause = backoff.after(failures).toMillis();
      assertTrue(
          pause >= least && pause <= most, () -> pause + " is not in " + least + ".." + most);
    }
  }
}
