package io.aiops.detector.scoring;

import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.detector.api.Api;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.store.Saboteur;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is read back at a start: the same as what was known before it. */
@QuarkusTest
class RestartTest {

  private static final long START = 1_767_323_040_000L;
  private static final long MINUTE = 60_000;

  @Inject Engine engine;
  @Inject Checkpoints checkpoints;
  @Inject DetectorRegistry registry;

  private static String columns(int from, int to) {
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = from; i < to; i++) {
      Random noise = new Random(i);
      double value =
          100 + 20 * Math.sin(i / 40.0) + noise.nextGaussian() + (i % 331 > 325 ? 150 : 0);
      times.append(i == from ? "" : ",").append(START + i * MINUTE);
      values.append(i == from ? "" : ",").append(value);
    }
    return "{\"timestamps\":["
        + times
        + "],\"values\":["
        + values
        + "],\"entity\":{\"pod\":\"a\"}}";
  }

  /** The answer without the detector's name. */
  private static String detect(String id, int from, int to) {
    return Api.detect(id, columns(from, to)).statusCode(200).extract().asString().replace(id, "");
  }

  private void restart() {
    checkpoints.save(true);
    engine.load();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "statistical", "seasonal"})
  void scoresGoOnBitForBit(String model) {
    String more = ",\"model\":{\"type\":\"" + model + "\"}";
    String undisturbed = Api.detector(more);
    String restarted = Api.detector(more);
    for (int i = 0; i < 6; i++) {
      int from = i * 157;
      assertEquals(
          detect(undisturbed, from, from + 157), detect(restarted, from, from + 157), "part " + i);
      restart();
    }
    for (String what : new String[] {"/results?entity=%7Bpod%3D%22a%22%7D", "/entities"}) {
      assertEquals(read(undisturbed, what), read(restarted, what));
    }
    assertEquals(
        given().get("/api/anomalies?detector_id=" + undisturbed).path("pagination.total"),
        (Integer) given().get("/api/anomalies?detector_id=" + restarted).path("pagination.total"));
  }

  @Test
  void chartsAreCompleteAfterACleanStopThoughTheRoundBeforeItSavedNone() {
    String id = Api.detector("");
    detect(id, 0, 100);
    String charts = read(id, "/results?entity=%7Bpod%3D%22a%22%7D");
    checkpoints.save(false);
    restart();
    assertEquals(charts, read(id, "/results?entity=%7Bpod%3D%22a%22%7D"));
  }

  @Test
  void statesAreNotReadWhileARoundSavesThem() throws Exception {
    String id = Api.detector("");
    detect(id, 0, 100);
    CompletableFuture<Void> rounds =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 300; i++) {
                engine.get(id).all().forEach(entity -> entity.changed = true);
                checkpoints.save(false);
              }
            });
    while (!rounds.isDone()) {
      engine.load(registry.get(id));
    }
    rounds.get();
  }

  private static String read(String id, String what) {
    return given()
        .urlEncodingEnabled(false)
        .get("/api/detectors/" + id + what)
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .replace(id, "");
  }

  @Test
  void aDamagedStateWarmsUpAnewAndSaysSo() throws SQLException {
    String damaged = Api.detector("");
    String sound = Api.detector("");
    detect(damaged, 0, 300);
    detect(sound, 0, 300);
    checkpoints.save(true);
    Saboteur.damageStates(damaged);
    engine.load();
    given()
        .get("/api/detectors/" + damaged + "/health")
        .then()
        .body("health", equalTo("degraded"))
        .body("reasons.code", hasItem("state_damaged"));
    given().get("/api/detectors/" + sound + "/health").then().body("health", equalTo("healthy"));
    Api.detect(damaged, "{\"value\":100,\"entity\":{\"pod\":\"a\"}}")
        .statusCode(200)
        .body("phase", equalTo("warming_up"))
        .body("is_anomaly", equalTo(false));
    Api.detect(sound, "{\"value\":100,\"entity\":{\"pod\":\"a\"}}")
        .statusCode(200)
        .body("phase", equalTo("ready"));
  }
}
