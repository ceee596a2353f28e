package io.aiops.ingest.source.loki;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.http.TooLargeException;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.SourceException;
import io.aiops.ingest.source.prometheus.Answers;

/**
 * The lines of one answer of {@code query_range}, in no order.
 *
 * @param warnings what Loki had to say
 */
record LogPage(List<Entry> entries, List<String> warnings) {

  /** The start of a line tells what kind it is; the rest would only take room. */
  static final int LONGEST_LINE = 2048;

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  /** A line. Times are epoch nanoseconds. */
  record Entry(long nanos, Map<String, String> labels, String line) {}

  /**
   * @throws SourceException where there are no lines to use
   */
  static LogPage of(HttpAnswer answer) {
    if (answer.status() != 200) {
      throw Answers.failure(answer);
    }
    try (JsonParser json = JSON.createParser(answer.body())) {
      return new Reader(json).page();
    } catch (TooLargeException e) {
      throw SourceException.tooMuch(FailureCode.BAD_ANSWER, e.getMessage());
    } catch (JsonProcessingException e) {
      throw bad(e.getOriginalMessage());
    } catch (IOException | NumberFormatException e) {
      throw bad(e.getMessage());
    }
  }

  private static SourceException bad(String reason) {
    return new SourceException(
        FailureCode.BAD_ANSWER, "the answer is not what the interface promises: " + reason);
  }

  /** Members may come in any order, and unknown ones are skipped. */
  private static final class Reader {
    private final JsonParser json;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String type = "";

    Reader(JsonParser json) {
      this.json = json;
    }

    LogPage page() throws IOException {
      require(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String member = json.currentName();
        JsonToken value = json.nextToken();
        if (member.equals("data") && value == JsonToken.START_OBJECT) {
          data();
        } else if (member.equals("warnings") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            warnings.add(json.getText());
          }
        } else {
          json.skipChildren();
        }
      }
      if (!type.equals("streams")) {
        throw new SourceException(
            FailureCode.QUERY_REJECTED,
            "the query gives numbers; log patterns need lines, as of {app=\"shop\"}");
      }
      return new LogPage(entries, warnings);
    }

    private void data() throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String member = json.currentName();
        JsonToken value = json.nextToken();
        if (member.equals("resultType")) {
          type = json.getText();
        } else if (member.equals("result") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            stream();
          }
        } else {
          json.skipChildren();
        }
      }
    }

    private void stream() throws IOException {
      Map<String, String> labels = new HashMap<>();
      List<Entry> lines = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String member = json.currentName();
        JsonToken value = json.nextToken();
        if (member.equals("stream") && value == JsonToken.START_OBJECT) {
          while (json.nextToken() != JsonToken.END_OBJECT) {
            String label = json.currentName();
            json.nextToken();
            labels.put(label, json.getText());
          }
        } else if (member.equals("values") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            lines.add(entry());
          }
        } else {
          json.skipChildren();
        }
      }
      Map<String, String> sorted = new TreeMap<>(labels);
      lines.forEach(line -> entries.add(new Entry(line.nanos(), sorted, line.line())));
    }

    /** Time, line, and then perhaps metadata of the line. */
    private Entry entry() throws IOException {
      require(json.nextToken(), JsonToken.VALUE_STRING);
      long nanos = Long.parseLong(json.getText());
      require(json.nextToken(), JsonToken.VALUE_STRING);
      String line = json.getText();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
      }
      return new Entry(
          nanos, Map.of(), line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE));
    }

    private static void require(JsonToken found, JsonToken wanted) throws IOException {
      if (found != wanted) {
        throw new IOException(found + " stands where " + wanted + " was promised");
      }
    }
  }
}
