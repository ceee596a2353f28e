package io.aiops.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ThrottleTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private Instant now = START;
  private final Throttle throttle =
      new Throttle(clock(), Settings.with("aiops.auth.wrong-per-minute", "2"));

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Test
  void eachAddressHasAMinuteOfItsOwn() {
    assertEquals(0, throttle.wrong("10.0.0.1"));
    now = START.plusSeconds(50);
    assertEquals(0, throttle.wrong("10.0.0.1"));
    assertEquals(10, throttle.wrong("10.0.0.1"));
    assertEquals(0, throttle.wrong("10.0.0.2"));
    now = START.plus(Duration.ofMillis(59_999));
    assertEquals(1, throttle.wrong("10.0.0.1"));
    now = START.plusSeconds(60);
    assertEquals(0, throttle.wrong("10.0.0.1"));
  }

  @Test
  void theAddressesOfOneIpv6NetworkCountAsOne() {
    assertEquals(0, throttle.wrong("2001:db8:0:1:0:0:0:1"));
    assertEquals(0, throttle.wrong("2001:db8:0:1:0:0:0:2"));
    assertEquals(60, throttle.wrong("2001:db8:0:1:a:b:c:d"));
    assertEquals(0, throttle.wrong("2001:db8:0:2:0:0:0:1"));
  }

  @Test
  void noMoreThanSoManyAddressesAreRemembered() {
    for (int i = 0; i < 2 * Throttle.MOST_ADDRESSES; i++) {
      throttle.wrong("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255));
    }
    assertEquals(Throttle.MOST_ADDRESSES, throttle.addresses());
  }
}
