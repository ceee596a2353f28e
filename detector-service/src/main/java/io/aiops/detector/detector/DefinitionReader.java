package io.aiops.detector.detector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.json.Fields;
import io.aiops.detector.json.Labels;
import io.aiops.detector.model.ModelTypes;
import io.aiops.detector.problem.InvalidInputException;

/** Reads a definition from JSON: defaults for what is absent, every broken rule named. */
public final class DefinitionReader {

  /** Fields of the resource that only the service sets; what GET gave may be sent back. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "status",
          "status_reason",
          "provisioned",
          "created_at",
          "updated_at",
          "version",
          "state_reset",
          "health");

  private static final String UNNAMED = "unnamed";
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_QUERY = 10_000;
  private static final int MOST_FEATURES = 64;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  /** Prometheus scrapes every 15 to 60 s: values of the last half minute still change. */
  private static final Duration DEFAULT_DELAY = Duration.ofSeconds(30);

  private DefinitionReader() {}

  /**
   * @throws InvalidInputException naming every broken rule
   */
  public static Definition read(JsonNode json) {
    Fields fields = new Fields(json);
    Definition definition = read(fields, "");
    fields.refuseAnyViolation();
    return definition;
  }

  /**
   * Reads what is still to be tried and need not have a name; the violations stand in {@code
   * fields}.
   */
  public static Definition unnamed(Fields fields) {
    return read(fields, UNNAMED);
  }

  /** Reads as much as can be read; the violations stand in {@code fields}. */
  private static Definition read(Fields fields, String ifUnnamed) {
    String given = fields.text("name", "", LONGEST_NAME).strip();
    String name = given.isEmpty() ? ifUnnamed : given;
    if (name.isEmpty() && fields.violations().isEmpty()) {
      fields.reject("name", "is required and must not be blank");
    }
    String description = fields.text("description", "", LONGEST_TEXT);
    Definition.SourceQuery source = source(fields.object("source"));
    List<String> features = features(fields);
    Definition.ModelChoice model =
        model(fields, fields.object("model"), Math.max(1, features.size()));
    Duration interval = fields.duration("interval", DEFAULT_INTERVAL, SECOND, DAY);
    Duration delay =
        fields.duration(
            "delay", source == null ? Duration.ZERO : DEFAULT_DELAY, Duration.ZERO, DAY);
    if (source != null && !features.isEmpty()) {
      fields.reject("features", "are for pushed points: a source gives single values");
    }
    MissingPolicy missing =
        MissingPolicy.of(fields.choice("missing", "ignore", MissingPolicy.texts()));
    if (model.type().equals(ModelTypes.LOG_PATTERNS)) {
      refuseWithoutLines(fields, source, missing);
    }
    Definition definition =
        new Definition(
            name,
            description,
            model,
            source,
            features,
            interval,
            delay,
            fields.number("alert_budget_per_week", 1.0, 0.001, 10_000),
            Direction.of(fields.choice("direction", "both", Direction.texts())),
            minDeviation(fields.object("min_deviation")),
            fields.integer("consecutive_points", 1, 1, 1000),
            missing,
            retrain(fields.object("retrain")),
            labels(fields));
    fields.ignore(READ_ONLY);
    fields.refuseUnknown();
    return definition;
  }

  private static void refuseWithoutLines(
      Fields fields, Definition.SourceQuery source, MissingPolicy missing) {
    if (source == null) {
      fields.reject("source", "is required for log_patterns: lines come from a source of logs");
    }
    if (missing != MissingPolicy.IGNORE) {
      fields.reject("missing", "must be ignore for log_patterns: no lines count as 0");
    }
  }

  private static Definition.SourceQuery source(Fields fields) {
    if (fields == null) {
      return null;
    }
    String name = fields.text("name", "", LONGEST_NAME);
    String query = fields.text("query", "", LONGEST_QUERY);
    if (name.isBlank()) {
      fields.reject("name", "is required: the name of a configured source");
    }
    if (query.isBlank()) {
      fields.reject("query", "is required");
    }
    fields.refuseUnknown();
    return new Definition.SourceQuery(name, query);
  }

  private static Definition.ModelChoice model(Fields fields, Fields model, int dimensions) {
    if (model == null) {
      return new Definition.ModelChoice("auto", Map.of());
    }
    String type = model.choice("type", "auto", ModelTypes.known());
    Map<String, Object> parameters = parameters(model);
    ModelTypes.validate(type, parameters, dimensions)
        .forEach(error -> fields.reject(error.field(), error.message()));
    model.refuseUnknown();
    return new Definition.ModelChoice(type, parameters);
  }

  private static Map<String, Object> parameters(Fields model) {
    JsonNode node = model.node("parameters");
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (node != null && !node.isObject()) {
      model.reject("parameters", "must be a JSON object");
    } else if (node != null) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        JsonNode value = entry.getValue();
        if (value.isNumber()) {
          parameters.put(entry.getKey(), value.numberValue());
        } else if (value.isTextual()) {
          parameters.put(entry.getKey(), value.textValue());
        } else if (value.isBoolean()) {
          parameters.put(entry.getKey(), value.booleanValue());
        } else {
          model.reject("parameters." + entry.getKey(), "must be a number, a string or a boolean");
        }
      }
    }
    return parameters;
  }

  private static List<String> features(Fields fields) {
    JsonNode node = fields.node("features");
    List<String> features = new ArrayList<>();
    if (node == null) {
      return features;
    }
    if (!node.isArray() || node.size() > MOST_FEATURES) {
      fields.reject("features", "must be an array of at most " + MOST_FEATURES + " names");
      return features;
    }
    for (JsonNode name : node) {
      if (!name.isTextual() || name.textValue().isBlank() || name.textValue().length() > 200) {
        fields.reject("features", "must be names of 1 to 200 characters");
        return List.of();
      }
      features.add(name.textValue());
    }
    if (new HashSet<>(features).size() < features.size()) {
      fields.reject("features", "must not repeat a name");
    }
    return features;
  }

  private static Definition.MinDeviation minDeviation(Fields fields) {
    if (fields == null) {
      return new Definition.MinDeviation(null, null);
    }
    Definition.MinDeviation result =
        new Definition.MinDeviation(
            fields.number("absolute", null, 0, Double.MAX_VALUE),
            fields.number("relative", null, 0, 1e6));
    fields.refuseUnknown();
    return result;
  }

  private static Definition.Retrain retrain(Fields fields) {
    if (fields == null) {
      return new Definition.Retrain(DAY, true);
    }
    Definition.Retrain result =
        new Definition.Retrain(
            fields.duration("every", DAY, Duration.ofMinutes(1), YEAR),
            fields.flag("on_drift", true));
    fields.refuseUnknown();
    return result;
  }

  private static Map<String, String> labels(Fields fields) {
    try {
      return Labels.read(fields.node("labels"), "labels").values();
    } catch (InvalidInputException e) {
      fields.violations().addAll(e.violations());
      return Map.of();
    }
  }
}
