package io.aiops.gateway.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads a CloudEvents batch of detector-service into messages for clients. */
@ApplicationScoped
public class CloudEventReader {

  private final ObjectMapper mapper;

  public CloudEventReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Events of one database. */
  public record Batch(String epoch, List<RelayedEvent> events) {}

  /** A batch that is not what the contract says. */
  public static final class MalformedBatchException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedBatchException(String message) {
      super(message);
    }
  }

  /**
   * @throws MalformedBatchException saying what is missing
   */
  public Batch read(byte[] body) throws MalformedBatchException {
    JsonNode batch;
    try {
      batch = mapper.readTree(body);
    } catch (IOException e) {
      throw new MalformedBatchException("the body must be JSON");
    }
    if (!batch.isArray() || batch.isEmpty()) {
      throw new MalformedBatchException("the body must be an array of events");
    }
    String epoch = text(batch.get(0), "epoch");
    List<RelayedEvent> events = new ArrayList<>(batch.size());
    for (JsonNode event : batch) {
      if (!text(event, "epoch").equals(epoch)) {
        throw new MalformedBatchException("all events of a batch must be of one epoch");
      }
      events.add(event(event));
    }
    return new Batch(epoch, events);
  }

  private RelayedEvent event(JsonNode event) throws MalformedBatchException {
    JsonNode data = event.get("data");
    if (data == null || !data.isObject()) {
      throw new MalformedBatchException("data of an event must be an object");
    }
    long seq = sequence(event);
    String detectorId = event.path("subject").textValue();
    try {
      return new RelayedEvent(
          seq,
          text(event, "id"),
          text(event, "topic"),
          detectorId,
          Topic.severity(data.path("severity").asText()),
          message(event, seq, detectorId, data));
    } catch (JsonProcessingException e) {
      throw new MalformedBatchException("an event cannot be written: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new MalformedBatchException("an event cannot be written: " + e.getMessage());
    }
  }

  private byte[] message(JsonNode event, long seq, String detectorId, JsonNode data)
      throws IOException, MalformedBatchException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = mapper.getFactory().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("type", text(event, "type"));
      out.writeStringField("topic", text(event, "topic"));
      out.writeNumberField("seq", seq);
      out.writeStringField("id", text(event, "id"));
      out.writeStringField("time", text(event, "time"));
      out.writeStringField("detector_id", detectorId);
      out.writeFieldName("data");
      mapper.writeTree(out, data);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static long sequence(JsonNode event) throws MalformedBatchException {
    try {
      long seq = Long.parseLong(text(event, "sequence"));
      if (seq > 0) {
        return seq;
      }
    } catch (NumberFormatException e) {
      // the rule below names it
    }
    throw new MalformedBatchException(
        "sequence of an event must be a positive number, as a string");
  }

  private static String text(JsonNode event, String field) throws MalformedBatchException {
    JsonNode value = event.get(field);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
      throw new MalformedBatchException(field + " of an event must be a string");
    }
    return value.textValue();
  }
}
