package io.aiops.detector.webhook;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.aiops.detector.api.Api;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** The calls on webhooks; none of these leads anywhere. */
@QuarkusTest
class WebhookApiTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SLACK = "https://hooks.slack.com/services/T1/B2/verysecret";

  private static String body(String more) {
    return "{\"name\":\""
        + UUID.randomUUID()
        + "\",\"url\":\"http://127.0.0.1:9/x\",\"kind\":\"cloudevents\",\"enabled\":false"
        + more
        + "}";
  }

  private static String create(String body) {
    return Api.json(body).post("/api/webhooks").then().statusCode(201).extract().path("id");
  }

  private static void delete(String id) {
    given().delete("/api/webhooks/" + id).then().statusCode(204);
  }

  @Test
  void aWebhookHasItsDefaultsAndNeverShowsItsSecret() {
    String id =
        Api.json(body(",\"secret\":\"" + SECRET + "\"").replace(",\"enabled\":false", ""))
            .post("/api/webhooks")
            .then()
            .statusCode(201)
            .header("Location", matchesPattern("/api/webhooks/webhook_\\d+"))
            .header("ETag", "\"1\"")
            .body(
                "events",
                contains(
                    "anomaly_detected", "anomaly_resolved", "incident_opened", "incident_resolved"))
            .body("filter.detector_id", nullValue())
            .body("filter.min_severity", nullValue())
            .body("filter.labels.size()", equalTo(0))
            .body("has_secret", equalTo(true))
            .body("enabled", equalTo(true))
            .body("state.pending", equalTo(0))
            .body("state.last_error", nullValue())
            .extract()
            .path("id");
    for (String path : List.of("/api/webhooks/" + id, "/api/webhooks?limit=200")) {
      assertFalse(given().get(path).asString().contains(SECRET), path);
    }
    delete(id);
    given().get("/api/webhooks/" + id).then().statusCode(404);
  }

  @Test
  void whatGetGaveCanBeSentBackAndKeepsSecretAndAddress() {
    String id =
        create(
            body(",\"secret\":\"" + SECRET + "\"")
                .replace("http://127.0.0.1:9/x", SLACK)
                .replace("cloudevents", "slack"));
    String shown = given().get("/api/webhooks/" + id).asString();
    assertFalse(shown.contains("verysecret"), shown);
    Api.json(shown)
        .header("If-Match", "\"1\"")
        .put("/api/webhooks/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("url", equalTo("https://hooks.slack.com/…"))
        .body("has_secret", equalTo(true));
    Api.json(shown).header("If-Match", "\"1\"").put("/api/webhooks/" + id).then().statusCode(412);
    Api.json(shown.replace("\"slack\"", "\"cloudevents\""))
        .put("/api/webhooks/" + id)
        .then()
        .statusCode(400)
        .body("violations.field", contains("url"));
    Api.json(shown.replace("\"has_secret\":true", "\"secret\":\"\""))
        .put("/api/webhooks/" + id)
        .then()
        .statusCode(200)
        .body("has_secret", equalTo(false));
    delete(id);
  }

  @Test
  void aQueryIsNotShownButThePathIs() {
    String id = create(body("").replace("9/x", "9/x?token=verysecret"));
    given().get("/api/webhooks/" + id).then().body("url", equalTo("http://127.0.0.1:9/x?…"));
    delete(id);
  }

  @Test
  void namesAreUniqueAndListsHavePages() {
    String name = UUID.randomUUID().toString();
    String first = create(body("").replaceFirst("\"name\":\"[^\"]+", "\"name\":\"" + name + " a"));
    String second = create(body("").replaceFirst("\"name\":\"[^\"]+", "\"name\":\"" + name + " b"));
    given()
        .get("/api/webhooks?limit=1&page=2&q=" + name.toUpperCase(java.util.Locale.ROOT))
        .then()
        .statusCode(200)
        .body("webhooks.id", contains(second))
        .body("pagination.total", equalTo(2))
        .body("pagination.pages", equalTo(2));
    String taken = given().get("/api/webhooks/" + first).asString();
    Api.json(taken).post("/api/webhooks").then().statusCode(409);
    Api.json(taken).put("/api/webhooks/" + second).then().statusCode(409);
    given().get("/api/webhooks?limit=0").then().statusCode(400);
    String deliveries = "/api/webhooks/" + first + "/deliveries";
    given().get(deliveries).then().body("deliveries", empty()).body("pagination.total", equalTo(0));
    for (String wrong : List.of("?page=0", "?limit=201", "?page=x")) {
      given().get(deliveries + wrong).then().statusCode(400);
    }
    delete(first);
    delete(second);
  }

  @Test
  void whatIsNotThereIs404() {
    given().get("/api/webhooks/webhook_0").then().statusCode(404);
    given().delete("/api/webhooks/webhook_0").then().statusCode(404);
    given().post("/api/webhooks/webhook_0/test").then().statusCode(404);
    given().get("/api/webhooks/webhook_0/deliveries").then().statusCode(404);
    Api.json(body("")).put("/api/webhooks/webhook_0").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; name",
        "{\"name\":\" \",\"url\":\"http://a/\",\"kind\":\"slack\"}; name",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"pigeon\"}; kind",
        "{\"name\":\"a\",\"url\":\"http://a/\"}; kind",
        "{\"name\":\"a\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"ftp://a/\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"nonsense\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://u:p@a/\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://a/#b\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://a:99999/\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://169.254.169.254/x\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://2852039166/x\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://[fe80::1]/x\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://[::ffff:169.254.169.254]/\",\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":7,\"kind\":\"slack\"}; url",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"events\":[]}; events",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"events\":[\"rain\"]}; events",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"alertmanager\",\"events\":[\"system_health\"]}; events",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"secret\":\"short\"}; secret",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"secret\":\"whsec_AAAA\"}; secret",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"enabled\":\"yes\"}; enabled",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"colour\":1}; colour",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"filter\":[]}; filter",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"filter\":{\"min_severity\":\"bad\"}}; filter.min_severity",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"filter\":{\"labels\":{\"a\":1}}}; filter.labels.a",
        "{\"name\":\"a\",\"url\":\"http://a/\",\"kind\":\"slack\",\"filter\":{\"what\":1}}; filter.what",
        "[]; body",
        "nonsense; body"
      })
  void badInputIsNamedByField(String body, String field) {
    Api.json(body)
        .post("/api/webhooks")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations.field", hasItem(field));
  }
}
