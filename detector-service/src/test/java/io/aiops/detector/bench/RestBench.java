package io.aiops.detector.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A read of a detector and a single detect next to a bare endpoint with a body and an answer of the
 * same size, in one process. Run with {@code mvn -Pbench -pl detector-service test}.
 */
@QuarkusTest
class RestBench {

  private static final int ROUNDS = 7;
  private static final int MILLIS = 1500;
  private static final int CONNECTIONS = 16;

  @Test
  void readsAndDetectsCostLittleMoreThanBareRest() throws Exception {
    String id =
        given()
            .contentType("application/json")
            .body("{\"name\":\"bench\"}")
            .post("/api/detectors")
            .path("id");
    Map<String, IntFunction<HttpLoad.Request>> requests = new LinkedHashMap<>();
    requests.put("bare GET", i -> new HttpLoad.Request("GET", "/bench", ""));
    requests.put("GET detector", i -> new HttpLoad.Request("GET", "/api/detectors/" + id, ""));
    requests.put("bare POST", i -> new HttpLoad.Request("POST", "/bench", "{\"value\":12.25}"));
    requests.put(
        "detect, one entity each",
        i ->
            new HttpLoad.Request(
                "POST",
                "/api/detectors/" + id + "/detect",
                "{\"value\":12.25,\"entity\":{\"i\":\"" + i + "\"}}"));
    requests.put(
        "detect, one entity for all",
        i -> new HttpLoad.Request("POST", "/api/detectors/" + id + "/detect", "{\"value\":12.25}"));
    HttpLoad load = new HttpLoad(RestAssured.port);
    Map<String, double[][]> figures = new LinkedHashMap<>();
    requests.keySet().forEach(name -> figures.put(name, new double[3][ROUNDS]));
    for (int round = -2; round < ROUNDS; round++) {
      for (var request : requests.entrySet()) {
        HttpLoad.Figures many = load.run(CONNECTIONS, MILLIS, request.getValue());
        HttpLoad.Figures one = load.run(1, MILLIS / 3, request.getValue());
        if (round >= 0) {
          figures.get(request.getKey())[0][round] = many.perSecond();
          figures.get(request.getKey())[1][round] = many.p50();
          figures.get(request.getKey())[2][round] = one.p50();
        }
      }
    }
    print(figures);
    assertTrue(figures.values().stream().allMatch(f -> median(f[0]) > 0));
  }

  private static void print(Map<String, double[][]> figures) {
    System.out.printf(
        "%-28s %12s %14s %14s %10s %10s%n",
        "medians of " + ROUNDS + " rounds",
        "requests/s",
        "p50 ms at 16",
        "p50 ms at 1",
        "of bare",
        "p50 ratio");
    double[][] bare = null;
    for (var figure : figures.entrySet()) {
      double[][] f = figure.getValue();
      bare = figure.getKey().startsWith("bare") ? f : bare;
      System.out.printf(
          "%-28s %12.0f %14.3f %14.3f %10.2f %10.2f%n",
          figure.getKey(),
          median(f[0]),
          median(f[1]),
          median(f[2]),
          median(f[0]) / median(bare[0]),
          median(bare[2]) / median(f[2]));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
