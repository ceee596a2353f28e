package io.aiops.detector.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.detector.json.Times;

/** Writes events as a CloudEvents 1.0 batch in JSON. */
@ApplicationScoped
class CloudEvents {

  static final String BATCH_TYPE = "application/cloudevents-batch+json";
  private static final String SOURCE = "/detector-service";

  private final ObjectMapper mapper;

  CloudEvents(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * @param epoch names the database that numbered the events
   */
  byte[] batch(List<StoredEvent> events, String epoch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator out = mapper.getFactory().createGenerator(bytes)) {
      out.writeStartArray();
      for (StoredEvent event : events) {
        write(out, event, epoch);
      }
      out.writeEndArray();
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
    out.writeStringField("epoch", epoch);
    out.writeStringField("sequence", Long.toString(event.seq()));
    out.writeFieldName("data");
    out.writeRawValue(event.data());
    out.writeEndObject();
  }
}
