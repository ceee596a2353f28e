package io.aiops.detector.scoring;

import java.sql.SQLException;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.store.Saboteur;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Entities without points leave memory, and come back as they were. */
@QuarkusTest
@TestProfile(SpillingTest.Idle.class)
class SpillingTest {

  /** Idle after one round that a test makes itself. */
  public static final class Idle implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiops.limits.idle-after", "0s", "aiops.snapshot-every", "1000h");
    }
  }

  private static final long START = 1_767_323_040_000L;

  @Inject Engine engine;
  @Inject Checkpoints checkpoints;
  @Inject Spilling spilling;

  private static String columns(int from, int to, String pod) {
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = from; i < to; i++) {
      times.append(i == from ? "" : ",").append(START + i * 60_000L);
      values.append(i == from ? "" : ",").append(100 + 20 * Math.sin(i / 9.0) + i % 7);
    }
    return "{\"timestamps\":[%s],\"values\":[%s],\"entity\":{\"pod\":\"%s\"}}"
        .formatted(times, values, pod);
  }

  private static String detect(String id, int from, int to) {
    return Api.detect(id, columns(from, to, "a")).statusCode(200).extract().asString();
  }

  private Entity entity(String id) {
    return engine.get(id).all().iterator().next();
  }

  private void rest(String id) {
    checkpoints.save(false);
    spilling.round();
    spilling.round();
    assertTrue(entity(id).rests());
  }

  private static String read(String id, String what) {
    return given().get("/api/detectors/" + id + what).then().statusCode(200).extract().asString();
  }

  @Test
  void scoresGoOnBitForBitAfterARest() {
    String undisturbed = Api.detector(",\"model\":{\"type\":\"seasonal\"}");
    String rested = Api.detector(",\"model\":{\"type\":\"seasonal\"}");
    for (int i = 0; i < 3; i++) {
      String expected = detect(undisturbed, i * 200, i * 200 + 200).replace(undisturbed, "");
      assertEquals(expected, detect(rested, i * 200, i * 200 + 200).replace(rested, ""));
      rest(rested);
    }
  }

  @Test
  void listsTellOfItWhileItRestsAndChartsWakeIt() {
    String id = Api.detector("");
    detect(id, 0, 300);
    String entities = read(id, "/entities");
    String results = read(id, "/results");
    long memory = engine.get(id).memoryBytes();
    rest(id);
    assertTrue(engine.get(id).memoryBytes() < memory / 10);
    assertEquals(entities, read(id, "/entities"));
    given()
        .get("/api/detectors/" + id + "/status")
        .then()
        .body("phase", equalTo("ready"))
        .body("model.sample_count", equalTo(300));
    assertTrue(entity(id).rests());
    assertEquals(results, read(id, "/results"));
    assertFalse(entity(id).rests());
  }

  @Test
  void aChangeOfSensitivityReachesItToo() {
    String undisturbed = Api.detector("");
    String rested = Api.detector("");
    detect(undisturbed, 0, 300);
    detect(rested, 0, 300);
    rest(rested);
    for (String id : new String[] {undisturbed, rested}) {
      String name = given().get("/api/detectors/" + id).path("name");
      Api.json("{\"name\":\"" + name + "\",\"alert_budget_per_week\":20}")
          .put("/api/detectors/" + id)
          .then()
          .statusCode(200);
    }
    assertEquals(
        detect(undisturbed, 300, 400).replace(undisturbed, ""),
        detect(rested, 300, 400).replace(rested, ""));
  }

  @Test
  void anOpenAnomalyKeepsItAwake() {
    String id = Api.trainedDetector("");
    Api.detect(id, "{\"value\":85.5}").body("is_anomaly", equalTo(true));
    checkpoints.save(false);
    spilling.round();
    spilling.round();
    assertFalse(entity(id).rests());
  }

  @Test
  void whereItsStateIsLostItWarmsUpAnewAndHealthSaysSo() throws SQLException {
    String id = Api.detector("");
    detect(id, 0, 300);
    rest(id);
    Saboteur.damageStates(id);
    Api.detect(id, columns(300, 301, "a")).statusCode(200).body("phase", equalTo("warming_up"));
    given()
        .get("/api/detectors/" + id + "/health")
        .then()
        .body("reasons[0].code", equalTo("state_damaged"));
  }
}
