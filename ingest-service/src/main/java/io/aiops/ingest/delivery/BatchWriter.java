package io.aiops.ingest.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.aiops.ingest.source.LogStream;
import io.aiops.ingest.source.Series;

/** Writes a batch as detector-service wants it. */
final class BatchWriter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES_PER_POINT = 32;
  private static final int MAX_FIRST_CAPACITY = 1 << 20;

  private BatchWriter() {}

  static byte[] write(Batch batch) {
    int capacity = (int) Math.min(MAX_FIRST_CAPACITY, 256 + batch.points() * BYTES_PER_POINT);
    ByteArrayOutputStream out = new ByteArrayOutputStream(capacity);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("from", Instant.ofEpochMilli(batch.from()).toString());
      json.writeStringField("to", Instant.ofEpochMilli(batch.to()).toString());
      json.writeArrayFieldStart("series");
      for (Series series : batch.series()) {
        series(json, series);
      }
      json.writeEndArray();
      if (!batch.streams().isEmpty()) {
        json.writeArrayFieldStart("streams");
        for (LogStream stream : batch.streams()) {
          stream(json, stream);
        }
        json.writeEndArray();
      }
      json.writeArrayFieldStart("warnings");
      for (String warning : batch.warnings()) {
        json.writeString(warning);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void series(JsonGenerator json, Series series) throws IOException {
    json.writeStartObject();
    labels(json, series.labels());
    json.writeArrayFieldStart("timestamps");
    for (int i = 0; i < series.size(); i++) {
      json.writeNumber(series.timestamp(i));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("values");
    for (int i = 0; i < series.size(); i++) {
      value(json, series.value(i));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void stream(JsonGenerator json, LogStream stream) throws IOException {
    json.writeStartObject();
    labels(json, stream.labels());
    json.writeArrayFieldStart("timestamps");
    for (long time : stream.timestamps()) {
      json.writeNumber(time);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("lines");
    for (String line : stream.lines()) {
      json.writeString(line);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void labels(JsonGenerator json, Map<String, String> labels) throws IOException {
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : labels.entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else if (Double.isNaN(value)) {
      json.writeNull();
    } else {
      json.writeString(value > 0 ? "+Inf" : "-Inf");
    }
  }
}
