package io.aiops.detector.json;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.detector.problem.InvalidInputException;

/** JSON text in and out, for what is stored and for events. */
@ApplicationScoped
public class Json {

  private final ObjectMapper mapper;

  public Json(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  public String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** A JSON tree of what is stored. */
  public JsonNode read(String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON cannot be read", e);
    }
  }

  /** A body as a tree, for a {@link Fields} to read. */
  public Fields body(String text) throws JsonProcessingException {
    return new Fields(tree(text));
  }

  /** A body as a tree. */
  public JsonNode tree(String text) throws JsonProcessingException {
    if (text == null || text.isBlank()) {
      throw InvalidInputException.of("body", "must be a JSON object");
    }
    return mapper.readTree(text);
  }
}
