package io.aiops.gateway.support;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Periods so short that a test need not wait for them. */
public class Quick implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "aiops.instance", "gateway-quick",
        "aiops.events.retry-min", "50ms",
        "aiops.events.renew-every", "300ms",
        "aiops.live.max-connections", "20");
  }
}
