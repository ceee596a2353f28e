package io.aiops.ingest.source.openmetrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SourceException;

/** What all targets of a source exposed at about one instant. */
final class Scrape {

  private final Map<String, List<Sample>> byName = new HashMap<>();
  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, String> help = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private Optional<FailureCode> failure = Optional.empty();
  private boolean whole = true;
  private int targets;

  /** Adds what a target exposed. */
  void add(Exposition exposition) {
    targets++;
    types.putAll(exposition.types());
    help.putAll(exposition.help());
    for (Sample sample : exposition.samples()) {
      byName
          .computeIfAbsent(
              Objects.requireNonNull(sample.labels().get(Series.NAME_LABEL)),
              name -> new ArrayList<>())
          .add(sample);
    }
  }

  /** Notes why a target gave nothing. */
  void fail(String target, SourceException reason) {
    failures.add("target " + target + ": " + reason.getMessage());
    failure = Optional.of(reason.code());
  }

  /** Notes that a target has not answered yet. */
  void late(String target) {
    fail(target, new SourceException(FailureCode.TIMEOUT, "no answer in time"));
    whole = false;
  }

  /** What kind of failure was noted last. */
  Optional<FailureCode> failure() {
    return failure;
  }

  /** Whether nothing more will come. */
  boolean whole() {
    return whole;
  }

  /** One line for each target that gave nothing. */
  List<String> failures() {
    return failures;
  }

  /** Targets that answered. */
  int targets() {
    return targets;
  }

  List<Sample> select(Expression.Selector selector) {
    List<Sample> found = new ArrayList<>();
    for (Sample sample : byName.getOrDefault(selector.name(), List.of())) {
      if (selector.matchers().stream()
          .allMatch(m -> m.test(sample.labels().getOrDefault(m.label(), "")))) {
        found.add(sample);
      }
    }
    return found;
  }

  Map<String, List<Sample>> samples() {
    return byName;
  }

  Map<String, String> types() {
    return types;
  }

  String help(String family) {
    return help.getOrDefault(family, "");
  }
}
