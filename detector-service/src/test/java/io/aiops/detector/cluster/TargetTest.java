package io.aiops.detector.cluster;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which replica a call is the business of. */
class TargetTest {

  @Test
  void whatPeopleSayOfAnAnomalyGoesToTheOwnerOfItsDetector() {
    Optional<Target> owner = Optional.of(new Target(Target.Kind.ANOMALY, "anomaly_1"));
    assertEquals(owner, Target.of("POST", "/api/anomalies/anomaly_1/feedback"));
    assertEquals(owner, Target.of("DELETE", "/api/anomalies/anomaly_1/feedback"));
    for (String path :
        new String[] {
          "/api/anomalies", "/api/anomalies/anomaly_1", "/api/anomalies/anomaly_1/acknowledge"
        }) {
      assertEquals(Optional.empty(), Target.of("POST", path));
    }
  }

  @Test
  void whatIsInMemoryGoesToTheOwnerOfTheDetector() {
    for (String what : new String[] {"feedback", "templates", "entities", "detect"}) {
      assertEquals(
          Optional.of(new Target(Target.Kind.OWNED, "detector_1")),
          Target.of("GET", "/api/detectors/detector_1/" + what));
    }
  }

  @Test
  void webhooksAreChangedWhereTheyAreTold() {
    Optional<Target> dispatcher = Optional.of(new Target(Target.Kind.OWNED, Ownership.DISPATCHER));
    assertEquals(dispatcher, Target.of("POST", "/api/webhooks"));
    assertEquals(dispatcher, Target.of("PUT", "/api/webhooks/webhook_1"));
    assertEquals(dispatcher, Target.of("POST", "/api/webhooks/webhook_1/test"));
    assertEquals(Optional.empty(), Target.of("GET", "/api/webhooks"));
    assertEquals(Optional.empty(), Target.of("GET", "/api/webhooks/webhook_1/deliveries"));
  }
}
