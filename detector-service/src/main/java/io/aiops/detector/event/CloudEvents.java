package io.aiops.detector.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.detector.json.Times;

/** Writes events as CloudEvents 1.0 in JSON. */
@ApplicationScoped
public class CloudEvents {

  static final String BATCH_TYPE = "application/cloudevents-batch+json";

  /** Media type of a single one. */
  public static final String TYPE = "application/cloudevents+json";

  private static final String SOURCE = "/detector-service";

  private final ObjectMapper mapper;

  CloudEvents(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * @param epoch names the database that numbered the events
   */
  byte[] batch(List<StoredEvent> events, String epoch) {
    return bytes(
        out -> {
          out.writeStartArray();
          for (StoredEvent event : events) {
            write(out, event, epoch);
          }
          out.writeEndArray();
        });
  }

  /** One event by itself; without epoch and sequence where its {@code seq} is 0. */
  public String single(StoredEvent event, String epoch) {
    return new String(bytes(out -> write(out, event, epoch)), StandardCharsets.UTF_8);
  }

  private interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  private byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator out = mapper.getFactory().createGenerator(bytes)) {
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, StoredEvent event, String epoch) throws IOException {
    out.writeStartObject();
    out.writeStringField("specversion", "1.0");
    out.writeStringField("id", event.id());
    out.writeStringField("source", SOURCE);
    out.writeStringField("type", event.type());
    if (event.detectorId() != null) {
      out.writeStringField("subject", event.detectorId());
    }
    out.writeStringField("time", Times.format(event.time()));
    out.writeStringField("datacontenttype", "application/json");
    out.writeStringField("topic", event.topic());
    if (event.seq() > 0) {
      out.writeStringField("epoch", epoch);
      out.writeStringField("sequence", Long.toString(event.seq()));
    }
    out.writeFieldName("data");
    out.writeRawValue(event.data());
    out.writeEndObject();
  }
}
