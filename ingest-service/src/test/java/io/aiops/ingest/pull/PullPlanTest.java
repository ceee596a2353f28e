package io.aiops.ingest.pull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.aiops.ingest.delivery.LeasedPull;
import io.aiops.ingest.source.Range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PullPlanTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** A plan of a point an hour, fetched a minute after its time. */
  private static PullPlan hourly(OptionalLong to) {
    LeasedPull pull =
        new LeasedPull(
            "one",
            "one",
            "prometheus",
            "up",
            true,
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            OptionalLong.empty(),
            to,
            OptionalLong.empty(),
            1,
            Optional.empty());
    return new PullPlan(pull, true, Duration.ofDays(1), 0);
  }

  @Test
  void fetchesAPointOnceItsDelayIsOver() {
    PullPlan plan = hourly(OptionalLong.empty());
    assertTrue(plan.next(10 * HOUR, 11 * HOUR, 100).isEmpty());
    assertEquals(
        new PullPlan.Chunk(
            10 * HOUR, 11 * HOUR, Optional.of(new Range(11 * HOUR, 11 * HOUR, HOUR))),
        plan.next(10 * HOUR, 11 * HOUR + MINUTE, 100).orElseThrow());
  }

  @Test
  void aPullIsLateFromWhenItsNextPointIsDue() {
    PullPlan plan = hourly(OptionalLong.empty());
    assertEquals(0, plan.overdue(10 * HOUR, 11 * HOUR));
    assertEquals(0, plan.overdue(10 * HOUR, 11 * HOUR + MINUTE));
    assertEquals(5 * MINUTE, plan.overdue(10 * HOUR, 11 * HOUR + 6 * MINUTE));
  }

  @Test
  void aBoundedPullThatHasAllIsNotLate() {
    PullPlan plan = hourly(OptionalLong.of(10 * HOUR));
    assertEquals(0, plan.overdue(10 * HOUR, 20 * HOUR));
    assertEquals(10 * HOUR - MINUTE, plan.overdue(9 * HOUR, 20 * HOUR));
  }
}
