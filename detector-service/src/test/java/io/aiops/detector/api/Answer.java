package io.aiops.detector.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.RestAssured;

/**
 * What the service answered to a plain HTTP request. Tests of hundreds of cases with several calls
 * each use it: it costs a tenth of what REST Assured does.
 */
record Answer(int status, String contentType, String body) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer get(String path) {
    return to("GET", path, null, BodyPublishers.noBody());
  }

  /** {@code body}: null for none. */
  static Answer to(String method, String path, String body) {
    return body == null
        ? to(method, path, null, BodyPublishers.noBody())
        : to(method, path, "application/json", BodyPublishers.ofString(body));
  }

  static Answer to(String method, String path, String contentType, BodyPublisher body) {
    URI address = URI.create("http://localhost:" + RestAssured.port + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, body);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    try {
      HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The body as JSON; fails with the whole body if it is none. */
  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  /** The fields that a problem names. */
  List<String> fields() {
    List<String> fields = new ArrayList<>();
    json().path("violations").forEach(violation -> fields.add(violation.path("field").asText()));
    return fields;
  }
}
