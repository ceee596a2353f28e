package io.aiops.detector.pull;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.aiops.detector.store.Saboteur;
import io.aiops.detector.store.StorageException;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A checkpoint that takes several transactions, and breaks off amid them. */
@QuarkusTest
class LargeCheckpointTest {

  private static final long MINUTE = 60_000;
  private static final int ENTITIES = 3000;
  private static final int POINTS = 30;

  @Inject Engine engine;
  @Inject Checkpoints checkpoints;
  @Inject Pulls pulls;

  private final Worker worker = new Worker(UUID.randomUUID().toString());

  @AfterEach
  void free() throws SQLException {
    Saboteur.freeTheDisk();
  }

  private static String running() {
    String id =
        Api.detector(",\"source\":{\"name\":\"prometheus\",\"query\":\"up\"},\"interval\":\"1m\"");
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    return id;
  }

  private static ValidatableResponse send(Worker.Lease lease, long from) {
    String[] series =
        IntStream.range(0, ENTITIES)
            .mapToObj(
                pod ->
                    Worker.series(
                        from,
                        "pod-" + pod,
                        new Random(from / MINUTE * ENTITIES + pod)
                            .doubles(POINTS)
                            .map(value -> Math.rint(value * 1000))
                            .toArray()))
            .toArray(String[]::new);
    return lease.send(from, from + POINTS * MINUTE, series).statusCode(200);
  }

  private static String states(String id) {
    return given()
        .get("/internal/v1/detectors/" + id + "/states")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void statesThatAreFurtherThanTheirPositionLearnNothingTwice() throws SQLException {
    QuarkusMock.installMockForType(new MovableClock(), Clock.class);
    String disturbed = running();
    String undisturbed = running();
    Worker.Lease lease = worker.lease(disturbed);
    long start = lease.position();
    send(lease, start);
    checkpoints.save(false);

    Saboteur.keepPositions();
    send(lease, start + POINTS * MINUTE);
    assertThrows(StorageException.class, () -> checkpoints.save(false));
    engine.load();
    pulls.rewind(disturbed);
    Saboteur.freeTheDisk();
    Worker.Lease again = worker.lease(disturbed);
    assertEquals(start + POINTS * MINUTE, again.position());
    int late = send(again, again.position()).extract().path("late");
    assertTrue(late > 0 && late < ENTITIES * POINTS, "of so many points, already known: " + late);

    Worker.Lease other = worker.lease(undisturbed);
    send(other, start);
    send(other, start + POINTS * MINUTE).body("late", equalTo(0));
    assertEquals(states(undisturbed), states(disturbed));
  }
}
