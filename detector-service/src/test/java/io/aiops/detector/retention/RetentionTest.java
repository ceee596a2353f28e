package io.aiops.detector.retention;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What ended long ago goes, and what a clock that jumps says is not believed at once. */
@QuarkusTest
class RetentionTest {

  private static final Duration A_ROUND = Duration.ofMinutes(10);
  private static final long START = 1_000_000_000_000L;
  private static final long MINUTE = 60_000;

  @Inject Retention retention;

  private final MovableClock clock = new MovableClock();

  @BeforeEach
  void mock() {
    QuarkusMock.installMockForType(clock, Clock.class);
  }

  /** An anomaly of points of 2001 that has ended. */
  private static String ended() {
    String id = Api.trainedDetector(",\"interval\":\"1m\"");
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      times.append(i == 0 ? "" : ",").append(START + i * MINUTE);
      values.append(i == 0 ? "" : ",").append(i == 10 ? 99 : 12 + i % 3);
    }
    Api.detect(id, "{\"timestamps\":[" + times + "],\"values\":[" + values + "]}").statusCode(200);
    given().get("/api/anomalies?state=resolved&detector_id=" + id).then().body(TOTAL, equalTo(1));
    return id;
  }

  private static final String TOTAL = "pagination.total";

  private static int anomalies(String detector) {
    return given().get("/api/anomalies?detector_id=" + detector).path(TOTAL);
  }

  private static double deleted() {
    String line = "aiops_retention_deleted_total{kind=\"anomalies\"} ";
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(text -> text.startsWith(line))
        .mapToDouble(text -> Double.parseDouble(text.substring(line.length())))
        .sum();
  }

  /** A round after the one before it, as the clock says. */
  private void round(Duration later) {
    clock.forward(later);
    retention.round();
  }

  @Test
  void whatEndedLongAgoGoesOnceTheClockIsSteady() {
    String detector = ended();
    double before = deleted();
    round(Duration.ZERO);
    round(A_ROUND);
    assertEquals(1, anomalies(detector), "its points are old, but it was found just now");
    round(Duration.ofDays(91));
    assertEquals(1, anomalies(detector), "the clock has jumped");
    round(A_ROUND);
    assertEquals(0, anomalies(detector));
    assertEquals(before + 1, deleted());
    given().get("/api/detectors/" + detector).then().statusCode(200);
  }

  @Test
  void aClockThatJumpsAndComesBackDeletesNothing() {
    String detector = ended();
    round(Duration.ZERO);
    round(Duration.ofDays(400));
    round(Duration.ofDays(-400).plus(A_ROUND));
    round(A_ROUND);
    assertEquals(1, anomalies(detector));
  }

  @Test
  void whatPeopleJudgedStays() {
    String detector = ended();
    String anomaly = given().get("/api/anomalies?detector_id=" + detector).path("anomalies[0].id");
    Api.json("{\"verdict\":\"anomaly\"}")
        .post("/api/anomalies/" + anomaly + "/feedback")
        .then()
        .statusCode(200);
    round(Duration.ofDays(91));
    round(A_ROUND);
    assertEquals(1, anomalies(detector));
  }
}
