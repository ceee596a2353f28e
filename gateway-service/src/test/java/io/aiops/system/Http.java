package io.aiops.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Calls as a program makes them. */
final class Http {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** What came back; {@code json} is a missing node where it is no JSON. */
  record Answer(int status, JsonNode json, String text) {}

  static Answer get(String url) throws IOException {
    return send(request(url).GET().build());
  }

  /**
   * @param token of the services, for internal calls
   */
  static Answer get(String url, String token) throws IOException {
    return send(request(url).header("Authorization", "Bearer " + token).GET().build());
  }

  static Answer post(String url, String body) throws IOException {
    return send(
        request(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  static Answer post(String url, String body, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request = request(url).header("Content-Type", "application/json");
    headers.forEach(request::header);
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
  }

  private static Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      JsonNode json = type.contains("json") ? MAPPER.readTree(answer.body()) : MAPPER.missingNode();
      return new Answer(answer.statusCode(), json, answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
