package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Many threads at once on one detector and on many: every point is counted, nobody waits for ever.
 */
@QuarkusTest
class HammerTest {

  private static final int THREADS = 16;
  private static final int CALLS = 150;
  private static final int COLUMN = 5;
  private static final long PATIENCE_SECONDS = 120;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private void all(List<Callable<Void>> work) throws Exception {
    List<Future<Void>> running = new ArrayList<>();
    work.forEach(one -> running.add(threads.submit(one)));
    for (Future<Void> one : running) {
      one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static int points(String id) {
    return given().get("/api/detectors/" + id + "/status").path("points_processed");
  }

  @Test
  void everyPointOfOneEntityIsCounted() throws Exception {
    String id = Api.trainedDetector("");
    List<Callable<Void>> work = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      work.add(
          () -> {
            for (int i = 0; i < CALLS; i++) {
              Api.detect(id, "{\"value\":" + (10 + i % 4) + "}").statusCode(200);
            }
            return null;
          });
    }
    all(work);
    assertEquals(THREADS * CALLS, points(id));
  }

  @Test
  void everyPointOfManyEntitiesAndDetectorsIsCounted() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(Api.detector(""));
    }
    List<Callable<Void>> work = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      work.add(
          () -> {
            for (int i = 0; i < CALLS; i++) {
              String id = ids.get((thread + i) % ids.size());
              String entity = "{\"pod\":\"" + i % 7 + "\"}";
              // now and then a spike, so that anomalies are stored in the middle of it
              int value = i % 50 == 49 ? 500 : 10 + i % 4;
              Api.detect(
                      id,
                      "{\"values\":["
                          + (value + ",").repeat(COLUMN - 1)
                          + value
                          + "],\"entity\":"
                          + entity
                          + "}")
                  .statusCode(200);
            }
            return null;
          });
    }
    all(work);
    int sum = 0;
    for (String id : ids) {
      sum += points(id);
      assertEquals(7, (int) given().get("/api/detectors/" + id + "/status").path("entities"));
    }
    assertEquals(THREADS * CALLS * COLUMN, sum);
  }

  @Test
  void changesAndDeletionsAmidPointsLeaveNobodyWaiting() throws Exception {
    String id = Api.trainedDetector("");
    String name = given().get("/api/detectors/" + id).path("name");
    AtomicBoolean deleted = new AtomicBoolean();
    AtomicInteger scored = new AtomicInteger();
    List<Callable<Void>> work = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      work.add(
          () -> {
            while (!deleted.get()) {
              int status =
                  Api.json("{\"value\":" + (thread == 0 ? 900 : 12) + "}")
                      .post("/api/detectors/" + id + "/detect")
                      .statusCode();
              assertTrue(status == 200 || status == 404, "status " + status);
              scored.addAndGet(status == 200 ? 1 : 0);
            }
            return null;
          });
    }
    work.add(
        () -> {
          for (int i = 0; i < 60; i++) {
            Api.json("{\"name\":\"" + name + "\",\"interval\":\"" + (1 + i % 2) + "m\"}")
                .put("/api/detectors/" + id)
                .then()
                .statusCode(200);
            given().post("/api/detectors/" + id + (i % 2 == 0 ? "/start" : "/stop"));
            given().get("/api/detectors/" + id + "/entities").then().statusCode(200);
          }
          given().delete("/api/detectors/" + id).then().statusCode(204);
          deleted.set(true);
          return null;
        });
    try {
      all(work);
    } catch (ExecutionException | TimeoutException e) {
      deleted.set(true);
      throw e;
    }
    assertTrue(scored.get() > 0);
    given().get("/api/detectors/" + id).then().statusCode(404);
  }
}
