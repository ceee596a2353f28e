package io.aiops.gateway.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.event.Topic;

/** What a client says. */
sealed interface ClientMessage {

  /**
   * @param since the last seq that the client has; null where it asks for nothing missed
   * @param epoch of that seq; null where the client did not say
   */
  record Subscribe(List<String> topics, Filter filter, Long since, String epoch)
      implements ClientMessage {

    Subscribe without(List<String> others) {
      List<String> rest = topics.stream().filter(topic -> !others.contains(topic)).toList();
      return new Subscribe(rest, filter, since, epoch);
    }
  }

  /** No more events of these topics. */
  record Unsubscribe(List<String> topics) implements ClientMessage {}

  /** Asks for a pong. */
  record Ping() implements ClientMessage {}

  /**
   * A message that cannot be taken.
   *
   * @param code stable, for programs
   * @param message for people
   */
  record Bad(String code, String message) implements ClientMessage {}

  Set<String> FIELDS = Set.of("action", "topics", "filter", "since", "epoch");
  Set<String> FILTER_FIELDS = Set.of("detector_id", "min_severity");

  static ClientMessage read(ObjectMapper mapper, String text) {
    JsonNode message;
    try {
      message = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
    } catch (JsonProcessingException e) {
      return new Bad("bad_message", "a message must be a JSON object");
    }
    if (message == null || !message.isObject()) {
      return new Bad("bad_message", "a message must be a JSON object");
    }
    for (String field : (Iterable<String>) message::fieldNames) {
      if (!FIELDS.contains(field)) {
        return new Bad("unknown_field", field + " is not a known field");
      }
    }
    return switch (message.path("action").asText()) {
      case "subscribe" -> subscribe(message);
      case "unsubscribe" -> unsubscribe(message);
      case "ping" -> new Ping();
      default -> new Bad("unknown_action", "action must be subscribe, unsubscribe or ping");
    };
  }

  private static ClientMessage unsubscribe(JsonNode message) {
    List<String> topics = new ArrayList<>();
    Bad bad = topics(message, topics);
    return bad == null ? new Unsubscribe(topics) : bad;
  }

  private static ClientMessage subscribe(JsonNode message) {
    List<String> topics = new ArrayList<>();
    Bad bad = topics(message, topics);
    if (bad != null) {
      return bad;
    }
    JsonNode since = message.path("since");
    if (!absent(since)
        && !(since.isIntegralNumber() && since.canConvertToLong() && since.longValue() >= 0)) {
      return new Bad("bad_since", "since must be a seq, a whole number from 0");
    }
    JsonNode epoch = message.path("epoch");
    if (!absent(epoch) && !epoch.isTextual()) {
      return new Bad("bad_epoch", "epoch must be a string");
    }
    JsonNode filter = message.path("filter");
    if (!absent(filter) && !filter.isObject()) {
      return new Bad("bad_filter", "filter must be an object");
    }
    for (String field : (Iterable<String>) filter::fieldNames) {
      if (!FILTER_FIELDS.contains(field)) {
        return new Bad("bad_filter", "filter." + field + " is not a known field");
      }
    }
    JsonNode detector = filter.path("detector_id");
    JsonNode severity = filter.path("min_severity");
    if (!absent(detector) && !detector.isTextual()) {
      return new Bad("bad_filter", "filter.detector_id must be a string");
    }
    int rank = absent(severity) ? 0 : Topic.severity(severity.asText());
    if (!absent(severity) && rank == 0) {
      return new Bad("bad_filter", "filter.min_severity must be low, medium, high or critical");
    }
    return new Subscribe(
        topics,
        new Filter(absent(detector) ? null : detector.textValue(), rank),
        absent(since) ? null : since.longValue(),
        absent(epoch) ? null : epoch.textValue());
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** Reads the topics; answers what is wrong, or null. */
  private static Bad topics(JsonNode message, List<String> topics) {
    JsonNode names = message.path("topics");
    if (!names.isArray() || names.isEmpty()) {
      return new Bad("bad_topics", "topics must be an array of at least one topic");
    }
    for (JsonNode name : names) {
      if (!name.isTextual() || !Topic.ALL.contains(name.textValue())) {
        return new Bad(
            "unknown_topic",
            name.asText() + " is not a topic; there are " + String.join(", ", Topic.ALL));
      }
      if (!topics.contains(name.textValue())) {
        topics.add(name.textValue());
      }
    }
    return null;
  }
}
