package io.aiops.system;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** What ingest-service says to a detector-service, without a source behind it. */
final class Puller {

  private Puller() {}

  /** The pulls that it gets of {@code most}, by their ids. */
  static Map<String, JsonNode> lease(Service detector, int most) throws IOException {
    Map<String, JsonNode> pulls = new HashMap<>();
    Http.post(
            detector.url() + "/internal/v1/pulls/lease",
            "{\"worker\":\"bench\",\"max\":" + most + "}",
            Map.of("Authorization", "Bearer " + Product.TOKEN))
        .json()
        .get("pulls")
        .forEach(pull -> pulls.put(pull.get("id").asText(), pull));
    return pulls;
  }

  /** Delivers a batch to the owner of a leased pull. */
  static Http.Answer deliver(JsonNode pull, String batch) throws IOException {
    String id = pull.get("id").asText();
    return Http.post(
        pull.get("endpoint").asText() + "/internal/v1/pulls/" + id + "/observations",
        batch,
        Map.of(
            "Authorization",
            "Bearer " + Product.TOKEN,
            "Fencing-Token",
            pull.get("token").asText()));
  }
}
