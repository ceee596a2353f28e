package io.aiops.ingest.source.openmetrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.aiops.ingest.source.Series;

/** What all targets of a source exposed at about one instant. */
final class Scrape {

  private final Map<String, List<Sample>> byName = new HashMap<>();
  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, String> help = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int targets;

  /** Adds what a target exposed; its own label of the same name is kept as {@code exported_…}. */
  void add(String targetLabel, String target, Exposition exposition) {
    targets++;
    types.putAll(exposition.types());
    help.putAll(exposition.help());
    for (Sample sample : exposition.samples()) {
      Map<String, String> labels = new TreeMap<>(sample.labels());
      String own = labels.put(targetLabel, target);
      if (own != null) {
        labels.put("exported_" + targetLabel, own);
      }
      byName
          .computeIfAbsent(
              Objects.requireNonNull(labels.get(Series.NAME_LABEL)), name -> new ArrayList<>())
          .add(new Sample(labels, sample.value(), sample.nanos()));
    }
  }

  void fail(String target, String reason) {
    failures.add("target " + target + ": " + reason);
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
