package io.aiops.detector.json;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
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

  /** A value of what is stored. */
  public <T> T read(String text, Class<T> type) {
    try {
      return mapper.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON cannot be read as " + type.getSimpleName(), e);
    }
  }

  /** A parser of a body, for readers that work token by token. */
  public JsonParser parser(byte[] body) throws IOException {
    if (body == null || body.length == 0) {
      throw InvalidInputException.of("body", "must not be empty");
    }
    return mapper.getFactory().createParser(body);
  }

  /** A body as a tree, for a {@link Fields} to read. */
  public Fields body(String text) throws JsonProcessingException {
    return new Fields(tree(text));
  }

  /** A body as a tree; a field that stands there twice is refused. */
  public JsonNode tree(String text) throws JsonProcessingException {
    if (text == null || text.isBlank()) {
      throw InvalidInputException.of("body", "must be a JSON object");
    }
    return mapper
        .reader()
        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .readTree(text);
  }
}
