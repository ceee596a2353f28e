package io.aiops.detector.scoring;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;

/** Reads an object of strings from a stream of JSON tokens. */
final class LabelReader {

  private LabelReader() {}

  static Labels read(JsonParser parser, String field, List<Violation> violations)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Labels.NONE;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      violations.add(new Violation(field, "must be an object of strings"));
      parser.skipChildren();
      return Labels.NONE;
    }
    TreeMap<String, String> labels = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        violations.add(new Violation(field + "." + name, "must be a string"));
        parser.skipChildren();
        continue;
      }
      try {
        Labels.put(labels, name, parser.getText(), field);
      } catch (InvalidInputException e) {
        violations.addAll(e.violations());
      }
    }
    return labels.isEmpty() ? Labels.NONE : new Labels(labels);
  }
}
