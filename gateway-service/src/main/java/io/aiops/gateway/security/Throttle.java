package io.aiops.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.gateway.config.GatewayConfig;

/** Counts the wrong tokens of each address within a minute. */
@ApplicationScoped
class Throttle {

  /** Addresses that are remembered; the oldest go first. */
  static final int MOST_ADDRESSES = 10_000;

  private static final long WINDOW = Duration.ofMinutes(1).toMillis();

  /** Parts of an IPv6 address that name a network: one customer has all addresses within. */
  private static final int NETWORK_PARTS = 4;

  private final Clock clock;
  private final int most;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private record Count(long since, int wrong) {}

  Throttle(Clock clock, GatewayConfig config) {
    this.clock = clock;
    this.most = config.auth().wrongPerMinute();
  }

  /**
   * Counts a wrong token; answers for how many seconds there were too many, 0 where there were not.
   */
  synchronized long wrong(String address) {
    long now = clock.millis();
    String key = network(address);
    Count before = counts.get(key);
    boolean anew = before == null || now - before.since() >= WINDOW || now < before.since();
    Count count = anew ? new Count(now, 1) : new Count(before.since(), before.wrong() + 1);
    if (anew) {
      counts.remove(key);
    }
    counts.put(key, count);
    return count.wrong() <= most ? 0 : Math.max(1, (count.since() + WINDOW - now + 999) / 1000);
  }

  synchronized int addresses() {
    return counts.size();
  }

  private static String network(String address) {
    String[] parts = address.split(":", -1);
    return parts.length < NETWORK_PARTS * 2
        ? address
        : String.join(":", Arrays.copyOf(parts, NETWORK_PARTS));
  }
}
