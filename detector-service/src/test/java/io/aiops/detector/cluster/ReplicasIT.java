package io.aiops.detector.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.aiops.detector.api.Api;
import io.aiops.detector.event.CallbackServer;
import io.aiops.detector.store.TestPostgres;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Processes on one database: each detector has one owner, and every one of them takes every call.
 */
@Tag("long")
class ReplicasIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SPIKE = "{\"value\":85.5}";

  private static TestPostgres server;

  @TempDir Path folder;
  private String database;
  private Replica a;
  private Replica b;

  @BeforeAll
  static void startServer() {
    server = TestPostgres.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void startReplicas() throws IOException {
    database = server.newDatabase();
    a = Replica.start(database, folder).awaitReady();
    b = Replica.start(database, folder).awaitReady();
  }

  @AfterEach
  void stopReplicas() {
    a.close();
    b.close();
  }

  private static String detector(Replica replica, String more) {
    return replica
        .json("{\"name\":\"" + UUID.randomUUID() + "\"" + more + "}")
        .post("/api/detectors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String trained(Replica replica) {
    String id = detector(replica, "");
    replica.json(Api.TRAINING).post("/api/detectors/" + id + "/train").then().statusCode(200);
    return id;
  }

  private static int points(Replica replica, String id) {
    return replica
        .call()
        .get("/api/detectors/" + id + "/status")
        .then()
        .statusCode(200)
        .extract()
        .path("points_processed");
  }

  private static void awaitServed(Replica replica, String id) {
    await(id + " is served by " + replica.url())
        .atMost(PATIENCE)
        .until(() -> replica.call().get("/api/detectors/" + id + "/status").statusCode() == 200);
  }

  private Set<String> rows(String sql) throws SQLException {
    Set<String> rows = new HashSet<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:" + database, "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private void assertEventsHaveNoGap() throws SQLException {
    assertEquals(Set.of("t"), rows("SELECT max(seq) = count(*) AND min(seq) = 1 FROM event"));
  }

  @Test
  void anyReplicaTakesAnyCall() throws Exception {
    String id = trained(a);
    b.call()
        .get("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("id", equalTo(id));
    String definition = b.call().get("/api/detectors/" + id).asString();
    b.json(definition)
        .header("If-Match", "\"7\"")
        .put("/api/detectors/" + id)
        .then()
        .statusCode(412)
        .contentType("application/problem+json");
    b.json(definition)
        .header("If-Match", "\"1\"")
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"");
    b.json(SPIKE).post("/api/detectors/" + id + "/detect?dry_run=true").then().statusCode(200);
    assertEquals(0, points(a, id));
    b.json(SPIKE)
        .post("/api/detectors/" + id + "/detect")
        .then()
        .statusCode(200)
        .body("is_anomaly", equalTo(true));
    assertEquals(1, points(a, id));
    assertEquals(1, points(b, id));
    for (Replica replica : List.of(a, b)) {
      replica
          .call()
          .get("/api/anomalies?detector_id=" + id)
          .then()
          .body("pagination.total", equalTo(1));
      replica.call().get("/api/detectors").then().body("detectors[0].id", equalTo(id));
      replica.call().get("/api/detectors/detector_99/status").then().statusCode(404);
      replica.json("{}").put("/api/detectors/detector_99").then().statusCode(404);
    }
    b.json(SPIKE)
        .header("Aiops-Forwarded-By", "test,test")
        .post("/api/detectors/" + id + "/detect")
        .then()
        .statusCode(503)
        .header("Retry-After", equalTo("1"))
        .body("type", endsWith(":owner-unavailable"));
    b.call().delete("/api/detectors/" + id).then().statusCode(204);
    a.call().get("/api/detectors/" + id).then().statusCode(404);
    await()
        .atMost(PATIENCE)
        .until(() -> b.call().get("/api/detectors/" + id + "/status").statusCode() == 404);
    assertEventsHaveNoGap();
  }

  @Test
  void anyReplicaLeasesPullsAndNamesTheirOwner() {
    String id =
        detector(a, ",\"source\":{\"name\":\"prometheus\",\"query\":\"up\"},\"interval\":\"1m\"");
    b.call().post("/api/detectors/" + id + "/start").then().statusCode(200);
    Map<String, Object> pull = lease(b, "one", id);
    assertEquals(a.url(), pull.get("endpoint"));
    String position = (String) pull.get("position");
    String batch = "{\"from\":\"%s\",\"to\":\"%s\"}";
    String later = Instant.parse(position).plusSeconds(60).toString();
    for (Replica replica : List.of(a, b)) {
      replica
          .json(batch.formatted(position, later))
          .header("Fencing-Token", pull.get("token"))
          .post("/internal/v1/pulls/" + id + "/observations")
          .then()
          .statusCode(200);
    }
    a.json(batch.formatted(position, later))
        .header("Fencing-Token", 0)
        .post("/internal/v1/pulls/" + id + "/observations")
        .then()
        .statusCode(409)
        .body("type", endsWith(":stale-token"));
  }

  private static Map<String, Object> lease(Replica replica, String worker, String id) {
    List<Map<String, Object>> pulls =
        replica
            .json("{\"worker\":\"" + worker + "\"}")
            .post("/internal/v1/pulls/lease")
            .then()
            .statusCode(200)
            .extract()
            .path("pulls");
    return pulls.stream().filter(pull -> pull.get("id").equals(id)).findFirst().orElseThrow();
  }

  @Test
  void theDetectorsOfAKilledReplicaMoveWithTheirStateAndNoEventIsLost() throws Exception {
    try (CallbackServer callback = new CallbackServer(0)) {
      a.json("{\"callback_url\":\"" + callback.url() + "\",\"from_seq\":0}")
          .put("/internal/v1/subscribers/test")
          .then()
          .statusCode(200);
      String id = trained(a);
      String other = trained(b);
      a.json(SPIKE).post("/api/detectors/" + id + "/detect").then().statusCode(200);
      a.kill();
      awaitServed(b, id);
      assertEquals(1, points(b, id));
      b.call()
          .get("/api/anomalies?detector_id=" + id + "&state=open")
          .then()
          .body("pagination.total", equalTo(1));
      b.json(SPIKE).post("/api/detectors/" + other + "/detect").then().statusCode(200);
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () ->
                  b.json("{\"callback_url\":\"" + callback.url() + "\"}")
                          .put("/internal/v1/subscribers/test")
                          .statusCode()
                      == 200);
      Set<String> stored = rows("SELECT id FROM event");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertTrue(
                      callback.events.stream()
                          .map(event -> event.path("id").asText())
                          .toList()
                          .containsAll(stored)));
      assertEventsHaveNoGap();
    }
  }

  @Test
  void aReplicaThatWasStoppedPastItsLeaseCannotWriteAndLetsGo() throws Exception {
    String id = trained(a);
    a.json("{\"value\":12}").post("/api/detectors/" + id + "/detect").then().statusCode(200);
    a.pause();
    try {
      awaitServed(b, id);
      b.json(SPIKE)
          .post("/api/detectors/" + id + "/detect")
          .then()
          .statusCode(200)
          .body("is_anomaly", equalTo(true));
    } finally {
      a.resume();
    }
    int before = points(b, id);
    int taken = 0;
    for (int i = 0; i < 20; i++) {
      int status = a.json("{\"value\":12}").post("/api/detectors/" + id + "/detect").statusCode();
      assertTrue(status == 200 || status == 503, "status " + status);
      taken += status == 200 ? 1 : 0;
    }
    awaitServed(a, id);
    assertEquals(before + taken, points(b, id), "each point went to the one owner, or nowhere");
    assertEquals(points(a, id), points(b, id));
    assertEventsHaveNoGap();
  }

  @Test
  void detectorsAreSharedOutAndGivenBackAtAStop() throws Exception {
    for (int i = 0; i < 4; i++) {
      detector(a, "");
    }
    String owners =
        "SELECT address || ' ' || count(*) FROM lease WHERE detector_id IS NOT NULL"
            + " AND owner IS NOT NULL GROUP BY address";
    await()
        .atMost(PATIENCE)
        .until(() -> rows(owners).equals(Set.of(a.url() + " 2", b.url() + " 2")));
    for (int i = 1; i <= 4; i++) {
      String train = "/api/detectors/detector_" + i + "/train";
      a.json(Api.TRAINING).post(train).then().statusCode(200);
    }
    b.stop();
    await().atMost(PATIENCE).until(() -> rows(owners).equals(Set.of(a.url() + " 4")));
    for (int i = 1; i <= 4; i++) {
      awaitServed(a, "detector_" + i);
      a.json(SPIKE)
          .post("/api/detectors/detector_" + i + "/detect")
          .then()
          .statusCode(200)
          .body("is_anomaly", equalTo(true));
    }
  }
}
