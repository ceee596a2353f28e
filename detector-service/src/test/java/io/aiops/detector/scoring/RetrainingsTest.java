package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.api.Api;
import io.aiops.detector.event.EventStore;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Json;
import io.aiops.detector.json.Labels;
import io.aiops.detector.store.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What people see of models that are learnt anew. */
@QuarkusTest
class RetrainingsTest {

  private static final long START = 1_767_323_100_000L;
  private static final long STEP = 300_000;
  private static final int DAY = 288;
  private static final int FALL = 7 * DAY + DAY / 2;
  private static final double[] NOISE = new Random(5).doubles(20 * DAY, -1, 1).toArray();
  private static final String SCHEDULED =
      ",\"interval\":\"5m\",\"retrain\":{\"every\":\"1d\",\"on_drift\":true}";
  private static final String NEVER =
      ",\"interval\":\"5m\",\"retrain\":{\"every\":\"365d\",\"on_drift\":false}";

  @Inject Engine engine;
  @Inject BatchScoring batches;
  @Inject LogScoring lines;
  @Inject Database database;
  @Inject EventStore events;
  @Inject Json json;

  /** Noise that falls to a tenth on the eighth day. */
  private static double value(int i) {
    return 100 + (i < FALL ? 5 : 0.5) * NOISE[i];
  }

  private static void detect(String id, int from, int to) {
    List<Long> times = IntStream.range(from, to).mapToObj(i -> START + i * STEP).toList();
    List<Double> values = IntStream.range(from, to).mapToObj(RetrainingsTest::value).toList();
    Api.detect(
            id,
            "{\"timestamps\":%s,\"values\":%s,\"entity\":{\"pod\":\"a\"}}".formatted(times, values))
        .statusCode(200);
  }

  private static ValidatableResponse status(String id) {
    return given().get("/api/detectors/" + id + "/status").then().statusCode(200);
  }

  private List<StoredEvent> updates(String id) {
    return database.read(tx -> events.after(tx, 0, Integer.MAX_VALUE)).stream()
        .filter(event -> id.equals(event.detectorId()) && event.type().equals("detector_updated"))
        .toList();
  }

  @Test
  void aModelThatWasLearntAnewIsAnnouncedOnceWithBothFigures() {
    String id = Api.detector(SCHEDULED);
    detect(id, 0, FALL);
    status(id)
        .body("model.retrained_at", nullValue())
        .body("model.retrainings_replaced", equalTo(0))
        .body("model.retrainings_dropped", greaterThan(0));
    detect(id, FALL, FALL + DAY);
    status(id).body("model.retraining", equalTo(1)).body("model.retrained_at", nullValue());
    assertEquals(List.of(), updates(id));

    detect(id, FALL + DAY, FALL + 4 * DAY);

    status(id)
        .body("model.retrained_at", notNullValue())
        .body("model.retrainings_replaced", equalTo(1));
    assertEquals(1, updates(id).size());
    JsonNode data = json.read(updates(id).get(0).data());
    assertEquals(id, data.get("id").textValue());
    assertEquals(1, data.get("version").intValue());
    JsonNode retraining = data.get("retraining");
    assertEquals("a", retraining.get("entity").get("pod").textValue());
    assertTrue(
        List.of("drift", "schedule").contains(retraining.get("trigger").textValue()),
        retraining.toString());
    assertTrue(retraining.get("replaced").booleanValue());
    double before = retraining.get("score_before").doubleValue();
    assertTrue(3 * retraining.get("score_after").doubleValue() <= before, retraining.toString());
    assertEquals(
        status(id).extract().path("model.retrained_at"), retraining.get("finished_at").textValue());
    given()
        .get("/q/metrics")
        .then()
        .body(containsString("aiops_retrainings_total{outcome=\"replaced\"}"))
        .body(containsString("aiops_retrainings_total{outcome=\"dropped\"}"));
  }

  @Test
  void whatWasAnnouncedIsStoredWithIt() {
    String id = Api.detector(SCHEDULED);
    detect(id, 0, FALL + 4 * DAY);
    assertEquals(1, updates(id).size());

    engine.load();

    status(id).body("model.retrainings_replaced", equalTo(1));
    detect(id, 0, FALL + 5 * DAY);
    assertEquals(1, updates(id).size());
  }

  private Observations batch(int from, int to) {
    long[] times = IntStream.range(from, to).mapToLong(i -> START + i * STEP).toArray();
    double[] values = IntStream.range(from, to).mapToDouble(RetrainingsTest::value).toArray();
    Labels pod = Labels.of(Map.of("pod", "a"));
    return new Observations(
        times[0] - STEP,
        times[times.length - 1],
        List.of(new Observations.Series(pod, times, values)),
        List.of());
  }

  @Test
  void whatAPullBringsRetrainsAlikeAndHistoryDoesSoInSilence() {
    String live = Api.detector(SCHEDULED);
    String history = Api.detector(SCHEDULED);
    for (int day = 0; day < 12; day++) {
      Observations points = batch(day * DAY, (day + 1) * DAY);
      batches.score(live, points, Long.MIN_VALUE, () -> {});
      batches.score(history, points, Long.MAX_VALUE, () -> {});
    }
    for (String id : List.of(live, history)) {
      status(id).body("model.retrainings_replaced", equalTo(1));
    }
    assertEquals(1, updates(live).size());
    assertEquals(List.of(), updates(history));
  }

  /** About sixty lines of a template an interval, and as many more or less as the noise says. */
  private static Observations linesOf(int day) {
    List<Long> times = new ArrayList<>();
    for (int i = day * DAY; i < (day + 1) * DAY; i++) {
      long count = Math.round(60 + (i < FALL ? 50 : 5) * NOISE[i]);
      for (int n = 0; n < count; n++) {
        times.add(START + i * STEP + n + 1);
      }
    }
    List<String> texts = times.stream().map(time -> "order " + time + " placed").toList();
    return new Observations(
        START + STEP * day * DAY,
        START + STEP * (day + 1) * DAY,
        List.of(),
        List.of(
            new Observations.Stream(
                Labels.of(Map.of("app", "shop")),
                times.stream().mapToLong(Long::longValue).toArray(),
                texts)));
  }

  @Test
  void theRateOfATemplateIsLearntAnewAlike() {
    String id =
        Api.detector(
            SCHEDULED
                + ",\"model\":{\"type\":\"log_patterns\"}"
                + ",\"source\":{\"name\":\"loki\",\"query\":\"{app=\\\"shop\\\"}\"}");
    for (int day = 0; day < 12; day++) {
      lines.score(id, linesOf(day), Long.MIN_VALUE, () -> {});
    }
    status(id).body("model.retrainings_replaced", equalTo(1));
    assertEquals(1, updates(id).size());
    JsonNode entity = json.read(updates(id).get(0).data()).get("retraining").get("entity");
    assertEquals("order <*> placed", entity.get("template").textValue());
  }

  @Test
  void aChangedRuleTakesEffectWithoutForgettingAnything() {
    String id = Api.detector(NEVER);
    detect(id, 0, 2 * DAY);
    status(id).body("model.retraining", equalTo(0));
    String name = given().get("/api/detectors/" + id).path("name");

    Api.json("{\"name\":\"" + name + "\"" + SCHEDULED + "}")
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .body("state_reset", equalTo(false));
    detect(id, 2 * DAY, 2 * DAY + 1);

    status(id)
        .body("model.retraining", equalTo(1))
        .body("model.sample_count", equalTo(2 * DAY + 1));
  }
}
