package io.aiops.gateway.live;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.aiops.gateway.FreePorts;
import io.aiops.gateway.support.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A client that reads all the time, but less than there comes. */
@QuarkusTest
@TestProfile(SteadyClientTest.Patient.class)
class SteadyClientTest {

  /** Nobody is closed because it reads nothing for a while. */
  public static final class Patient extends FreePorts {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("aiops.live.ping", "1h");
      settings.put("aiops.live.pong-timeout", "1h");
      return settings;
    }
  }

  @Test
  void aClientThatCatchesUpMoreSlowlyThanEventsComeIsClosed() throws IOException {
    double before = SlowClientTest.metric("aiops_live_slow_clients_total");
    long since = SlowClientTest.muchToCatchUp();
    try (RawSocket slow = new RawSocket(RestAssured.port)) {
      slow.head();
      SlowClientTest.subscribe(slow, since);
      int rounds = 0;
      while (SlowClientTest.metric("aiops_live_slow_clients_total") == before && rounds++ < 100) {
        for (int i = 0; i < 60; i++) {
          slow.next();
        }
        Events.anomalies(100, "low", "x".repeat(SlowClientTest.EVENT_BYTES));
      }
      assertEquals(before + 1, SlowClientTest.metric("aiops_live_slow_clients_total"));
    }
  }
}
