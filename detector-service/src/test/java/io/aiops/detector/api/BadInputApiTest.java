package io.aiops.detector.api;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every public call names the field and the rule of bad input, and changes nothing. */
@QuarkusTest
class BadInputApiTest {

  /** A date, but its milliseconds do not fit into 64 bits. */
  private static final String FAR_AWAY = "+999999999-12-31T23:59:59Z";

  private static String id;
  private static String sourced;
  private static String anomaly;

  @BeforeEach
  void someState() {
    if (id == null) {
      id = Api.trainedDetector("");
      sourced = Api.detector(",\"source\":{\"name\":\"p\",\"query\":\"up\"}");
      Api.detect(id, "{\"value\":85.5}").body("is_anomaly", equalTo(true));
      anomaly =
          Answer.get("/api/anomalies?detector_id=" + id).json().at("/anomalies/0/id").asText();
    }
  }

  private static List<String> state() {
    return List.of(
        Answer.get("/api/detectors?limit=200&sort=created_at").body(),
        Answer.get("/api/detectors/" + id + "/entities").body(),
        Answer.get("/api/detectors/" + id + "/results").body(),
        Answer.get("/api/anomalies?limit=200&sort=detected_at").body(),
        Answer.get("/api/jobs").body());
  }

  private static void history(List<Arguments> cases) {
    String source = "\"source\":{\"name\":\"p\",\"query\":\"up\"}";
    String from = "\"from\":\"2026-01-01T00:00:00Z\"";
    String preview = "POST /api/detectors/preview";
    cases.add(arguments(preview, "", "body"));
    cases.add(arguments(preview, "[]", "body"));
    cases.add(arguments(preview, "{" + from + "}", "detector"));
    cases.add(arguments(preview, "{\"detector\":7," + from + "}", "detector"));
    cases.add(arguments(preview, "{\"detector\":{}," + from + "}", "detector.source"));
    cases.add(arguments(preview, "{\"detector\":{" + source + "}}", "from"));
    for (Map.Entry<String, String> bad :
        Map.of(
                "\"interval\":\"soon\"", "detector.interval",
                "\"colour\":\"red\"", "detector.colour",
                "\"name\":7", "detector.name",
                "\"model\":{\"type\":\"oracle\"}", "detector.model.type",
                "\"features\":[\"a\"]", "detector.features")
            .entrySet()) {
      String body = "{\"detector\":{" + source + "," + bad.getKey() + "}," + from + "}";
      cases.add(arguments(preview, body, bad.getValue()));
    }
    for (Map.Entry<String, String> bad :
        Map.of(
                "\"from\":\"yesterday\"",
                "from",
                "\"from\":12",
                "from",
                "\"from\":\"2190-01-01T00:00:00Z\"",
                "from",
                "\"from\":\"1980-01-01T00:00:00Z\"",
                "from",
                from + ",\"to\":\"2025-01-01T00:00:00Z\"",
                "from",
                from + ",\"to\":\"2026-01-01T00:00:01Z\"",
                "from",
                from + ",\"to\":\"2190-01-01T00:00:00Z\"",
                "to",
                from + ",\"step\":1",
                "step")
            .entrySet()) {
      String body = "{\"detector\":{" + source + "}," + bad.getKey() + "}";
      cases.add(arguments(preview, body, bad.getValue()));
      cases.add(
          arguments(
              "POST /api/detectors/{sourced}/analyses", "{" + bad.getKey() + "}", bad.getValue()));
    }
  }

  static Stream<Arguments> badBodies() {
    List<Arguments> cases = new ArrayList<>();
    for (String call : List.of("POST /api/detectors", "PUT /api/detectors/{id}")) {
      for (String body : List.of("", "nonsense", "[]", "7", "null", "{\"name\":", "{} {}")) {
        cases.add(arguments(call, body, "body"));
      }
      cases.add(arguments(call, "{}", "name"));
      cases.add(arguments(call, "{\"name\":\"  \"}", "name"));
      cases.add(arguments(call, "{\"name\":7}", "name"));
      cases.add(arguments(call, "{\"name\":\"" + "x".repeat(201) + "\"}", "name"));
      cases.add(arguments(call, "{\"name\":\"once\",\"name\":\"twice\"}", "body"));
      definition(cases, call, "\"description\":7", "description");
      definition(cases, call, "\"colour\":\"red\"", "colour");
      definition(cases, call, "\"model\":\"auto\"", "model");
      definition(cases, call, "\"model\":{\"type\":\"oracle\"}", "model.type");
      definition(cases, call, "\"model\":{\"typ\":\"auto\"}", "model.typ");
      definition(
          cases, call, "\"model\":{\"parameters\":{\"window\":-1}}", "model.parameters.window");
      definition(cases, call, "\"model\":{\"parameters\":{\"sigma\":3}}", "model.parameters.sigma");
      definition(
          cases, call, "\"model\":{\"parameters\":{\"window\":[]}}", "model.parameters.window");
      definition(cases, call, "\"source\":{\"name\":\"p\"}", "source.query");
      definition(cases, call, "\"source\":{\"query\":\"up\"}", "source.name");
      definition(cases, call, "\"source\":\"up\"", "source");
      definition(cases, call, "\"interval\":\"soon\"", "interval");
      definition(cases, call, "\"interval\":\"500ms\"", "interval");
      definition(cases, call, "\"interval\":60", "interval");
      definition(cases, call, "\"interval\":\"99999999999999999999d\"", "interval");
      definition(cases, call, "\"delay\":\"2d\"", "delay");
      definition(cases, call, "\"alert_budget_per_week\":0", "alert_budget_per_week");
      definition(cases, call, "\"alert_budget_per_week\":1e400", "alert_budget_per_week");
      definition(cases, call, "\"alert_budget_per_week\":\"1\"", "alert_budget_per_week");
      definition(cases, call, "\"direction\":\"sideways\"", "direction");
      definition(cases, call, "\"min_deviation\":{\"absolute\":-1}", "min_deviation.absolute");
      definition(cases, call, "\"consecutive_points\":1.5", "consecutive_points");
      definition(cases, call, "\"consecutive_points\":0", "consecutive_points");
      definition(cases, call, "\"missing\":\"maybe\"", "missing");
      definition(cases, call, "\"retrain\":{\"on_drift\":\"yes\"}", "retrain.on_drift");
      definition(cases, call, "\"retrain\":{\"every\":\"1s\"}", "retrain.every");
      definition(cases, call, "\"labels\":{\"a\":1}", "labels.a");
      definition(cases, call, "\"labels\":[]", "labels");
      definition(cases, call, "\"features\":[\"a\",\"a\"]", "features");
      definition(cases, call, "\"features\":[\"\"]", "features");
    }
    String detect = "POST /api/detectors/{id}/detect";
    for (String body :
        List.of(
            "",
            "nonsense",
            "[1]",
            "\"x\"",
            "{\"value\":1} x",
            "{\"value\":NaN}",
            "{\"value\":1,\"value\":2}",
            "{\"values\":[1],\"values\":[2]}")) {
      cases.add(arguments(detect, body, "body"));
    }
    cases.add(arguments(detect, "{}", "value"));
    cases.add(arguments(detect, "{\"value\":\"12\"}", "value"));
    cases.add(arguments(detect, "{\"value\":true}", "value"));
    cases.add(arguments(detect, "{\"value\":[1]}", "value"));
    cases.add(arguments(detect, "{\"value\":{}}", "value"));
    cases.add(arguments(detect, "{\"value\":1e999}", "value"));
    cases.add(arguments(detect, "{\"value\":1,\"values\":[1]}", "value"));
    cases.add(arguments(detect, "{\"value\":1,\"wrong\":[{\"a\":[1]}]}", "wrong"));
    cases.add(arguments(detect, "{\"value\":1,\"timestamp\":\"yesterday\"}", "timestamp"));
    cases.add(arguments(detect, "{\"value\":1,\"timestamp\":12}", "timestamp"));
    cases.add(arguments(detect, "{\"value\":1,\"timestamp\":1.5}", "timestamp"));
    cases.add(arguments(detect, "{\"value\":1,\"timestamp\":99999999999999999999}", "timestamp"));
    cases.add(
        arguments(detect, "{\"value\":1,\"timestamp\":\"2199-01-01T00:00:00Z\"}", "timestamp"));
    cases.add(arguments(detect, "{\"value\":1,\"timestamp\":\"" + FAR_AWAY + "\"}", "timestamp"));
    cases.add(arguments(detect, "{\"value\":1,\"entity\":\"a\"}", "entity"));
    cases.add(arguments(detect, "{\"value\":1,\"entity\":{\"a\":1}}", "entity.a"));
    cases.add(arguments(detect, "{\"value\":1,\"entity\":{\"\":\"1\"}}", "entity"));
    cases.add(
        arguments(
            detect, "{\"value\":1,\"entity\":{\"a\":\"" + "x".repeat(3000) + "\"}}", "entity.a"));
    cases.add(arguments(detect, "{\"values\":7}", "values"));
    cases.add(arguments(detect, "{\"values\":[]}", "values"));
    cases.add(arguments(detect, "{\"values\":[1,\"2\"]}", "values[1]"));
    cases.add(arguments(detect, "{\"values\":[1,[2]]}", "values[1]"));
    cases.add(
        arguments(
            detect, "{\"values\":[1],\"timestamps\":[1767323045000,1767323046000]}", "timestamps"));
    cases.add(arguments(detect, "{\"values\":[1],\"timestamps\":[null]}", "timestamps[0]"));
    cases.add(arguments(detect, "{\"values\":[" + "1,".repeat(100_000) + "1]}", "values"));
    String train = "POST /api/detectors/{id}/train";
    cases.add(arguments(train, "", "body"));
    cases.add(arguments(train, "7", "body"));
    cases.add(arguments(train, "[]", "values"));
    cases.add(arguments(train, "[1,\"2\"]", "values[1]"));
    cases.add(arguments(train, "{\"value\":1}", "value"));
    cases.add(
        arguments(
            train,
            "{\"values\":[1,2],\"timestamps\":[1767323045000,1767323045000]}",
            "timestamps[1]"));
    cases.add(arguments(train, "{\"from\":\"2026-01-01T00:00:00Z\"}", "to"));
    cases.add(arguments(train, "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":1}", "to"));
    cases.add(
        arguments("POST /api/detectors/{id}/detect?dry_run=maybe", "{\"value\":1}", "dry_run"));
    cases.add(arguments("POST /api/detectors/validate", "", "body"));
    cases.add(arguments("POST /api/detectors/validate", "nonsense", "body"));
    history(cases);
    String feedback = "POST /api/anomalies/{anomaly}/feedback";
    cases.add(arguments(feedback, "", "body"));
    cases.add(arguments(feedback, "{}", "verdict"));
    cases.add(arguments(feedback, "{\"verdict\":\"fine\"}", "verdict"));
    cases.add(arguments(feedback, "{\"verdict\":\"expected\",\"comment\":7}", "comment"));
    cases.add(arguments(feedback, "{\"verdict\":\"expected\",\"by\":\"me\"}", "by"));
    return cases.stream();
  }

  private static void definition(List<Arguments> cases, String call, String more, String field) {
    cases.add(arguments(call, "{\"name\":\"bad input\"," + more + "}", field));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void aBadBodyIsNamedAndChangesNothing(String call, String body, String field) {
    List<String> before = state();
    Answer answer = call(call, body);
    assertProblem(answer, 400);
    assertTrue(answer.fields().contains(field), answer.body());
    String message = answer.json().at("/violations/0/message").asText();
    assertFalse(message.isBlank());
    assertFalse(message.contains("`"), "names a setting of the parser: " + message);
    assertEquals(before, state());
  }

  static Stream<Arguments> badParameters() {
    List<Arguments> cases = new ArrayList<>();
    for (String list :
        List.of(
            "/api/detectors",
            "/api/detectors/{id}/entities",
            "/api/detectors/{id}/feedback",
            "/api/detectors/{id}/templates",
            "/api/anomalies",
            "/api/jobs")) {
      for (String text : List.of("0", "-1", "x", "1.5", "99999999999")) {
        cases.add(arguments(list + "?page=" + text, "page"));
        cases.add(arguments(list + "?limit=" + text, "limit"));
      }
      cases.add(arguments(list + "?limit=201", "limit"));
    }
    cases.add(arguments("/api/detectors?status=busy", "status"));
    cases.add(arguments("/api/detectors?model=oracle", "model"));
    cases.add(arguments("/api/detectors?sort=colour", "sort"));
    cases.add(arguments("/api/detectors?label=team", "label"));
    cases.add(arguments("/api/detectors/{id}/entities?sort=colour", "sort"));
    cases.add(arguments("/api/detectors/{id}/results?from=yesterday", "from"));
    cases.add(arguments("/api/detectors/{id}/results?to=7", "to"));
    cases.add(
        arguments(
            "/api/detectors/{id}/results?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
            "from"));
    for (String matcher :
        List.of("pod=a", "{pod}", "{pod=a}", "{pod=\"a\"", "{pod=~\"(\"}", "{} x")) {
      cases.add(arguments("/api/detectors/{id}/results?entity=" + matcher, "entity"));
    }
    cases.add(arguments("/api/detectors/{id}/feedback?sort=colour", "sort"));
    cases.add(arguments("/api/detectors/{id}/feedback?verdict=expected,fine", "verdict"));
    cases.add(arguments("/api/detectors/{id}/templates?sort=colour", "sort"));
    cases.add(arguments("/api/anomalies?state=shut", "state"));
    cases.add(arguments("/api/anomalies?severity=huge", "severity"));
    cases.add(arguments("/api/anomalies?historical=maybe", "historical"));
    cases.add(arguments("/api/jobs?kind=chore", "kind"));
    cases.add(arguments("/api/anomalies?from=never", "from"));
    cases.add(arguments("/api/anomalies?to=" + FAR_AWAY, "to"));
    cases.add(arguments("/api/detectors/{id}/results?from=" + FAR_AWAY, "from"));
    cases.add(arguments("/api/detectors/{id}/results?entity=" + "\"".repeat(4001), "entity"));
    cases.add(arguments("/api/anomalies?sort=colour", "sort"));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("badParameters")
  void aBadParameterIsNamed(String call, String field) {
    int query = call.indexOf('?');
    int equals = call.indexOf('=', query);
    String value = call.substring(equals + 1);
    Answer answer =
        call(
            "GET " + call.substring(0, equals + 1) + (call.contains("&") ? value : encoded(value)),
            null);
    assertProblem(answer, 400);
    assertTrue(answer.fields().contains(field), answer.body());
  }

  @Test
  void everyBrokenRuleIsNamedAtOnce() {
    Answer answer =
        call(
            "POST /api/detectors",
            "{\"interval\":\"x\",\"direction\":\"y\",\"model\":{\"type\":\"z\"},\"more\":1}");
    assertEquals(5, answer.fields().size(), answer.body());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String call :
        List.of(
            "GET /api/detectors/none",
            "PUT /api/detectors/none",
            "DELETE /api/detectors/none",
            "POST /api/detectors/none/start",
            "POST /api/detectors/none/stop",
            "POST /api/detectors/none/train",
            "POST /api/detectors/none/analyses",
            "POST /api/detectors/none/detect",
            "GET /api/detectors/none/status",
            "GET /api/detectors/none/health",
            "GET /api/detectors/none/entities",
            "GET /api/detectors/none/results",
            "GET /api/detectors/none/feedback",
            "GET /api/detectors/none/templates",
            "GET /api/anomalies/none",
            "POST /api/anomalies/none/acknowledge",
            "DELETE /api/anomalies/none/feedback",
            "GET /api/jobs/none",
            "DELETE /api/jobs/none",
            "GET /api/nothing")) {
      assertProblem(call(call, call.startsWith("P") ? "{\"name\":\"x\"}" : null), 404);
    }
    assertProblem(call("POST /api/anomalies/none/feedback", "{\"verdict\":\"expected\"}"), 404);
  }

  @Test
  void wrongMethodsAndTypesAreProblemsToo() {
    assertProblem(call("PATCH /api/detectors/{id}", "{}"), 405);
    assertProblem(call("DELETE /api/anomalies", null), 405);
    assertProblem(
        Answer.to("POST", "/api/detectors", "text/plain", BodyPublishers.ofString("x")), 415);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] broken = "{\"name\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] detect =
        "{\"value\":1,\"entity\":{\"a\":\"\u00ff\"}}".getBytes(StandardCharsets.ISO_8859_1);
    assertProblem(post(path("/api/detectors/{id}/detect"), detect), 400);
    assertTrue(post("/api/detectors", broken).status() < 500);
  }

  @Test
  void aBodyNestedDeeplyIsRefused() {
    assertProblem(call("POST /api/detectors", "[".repeat(100_000)), 400);
    assertProblem(call("POST /api/detectors/{id}/detect", "{\"x\":" + "[".repeat(100_000)), 400);
  }

  private static String path(String text) {
    return text.replace("{id}", id).replace("{sourced}", sourced).replace("{anomaly}", anomaly);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Answer post(String path, byte[] body) {
    return Answer.to("POST", path, "application/json", BodyPublishers.ofByteArray(body));
  }

  private static Answer call(String call, String body) {
    int blank = call.indexOf(' ');
    return Answer.to(call.substring(0, blank), path(call.substring(blank + 1)), body);
  }

  private static void assertProblem(Answer answer, int status) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals("application/problem+json", answer.contentType().split(";", -1)[0]);
    JsonNode problem = answer.json();
    assertEquals(status, problem.path("status").asInt());
    assertTrue(problem.path("type").asText().startsWith("urn:aiops:problem:"));
    for (String text : List.of("title", "detail", "instance")) {
      assertFalse(problem.path(text).asText().isBlank(), answer.body());
    }
  }
}
