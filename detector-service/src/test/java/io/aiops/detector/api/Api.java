package io.aiops.detector.api;

import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/** Calls of the public API, for tests. */
public final class Api {

  public static final String TRAINING = "[10,12,11,13,10,15,14,12,11,9,13,12]";

  private Api() {}

  /** A request with a JSON body. */
  public static RequestSpecification json(String body) {
    return given().contentType("application/json").body(body);
  }

  /**
   * Makes a detector with a name of its own; {@code more} are further fields, each after a comma.
   */
  public static String detector(String more) {
    return json("{\"name\":\"" + UUID.randomUUID() + "\"" + more + "}")
        .post("/api/detectors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Makes a detector that knows what is usual: about 12. */
  public static String trainedDetector(String more) {
    String id = detector(more);
    json(TRAINING).post("/api/detectors/" + id + "/train").then().statusCode(200);
    return id;
  }

  public static ValidatableResponse detect(String id, String body) {
    return json(body).post("/api/detectors/" + id + "/detect").then();
  }
}
