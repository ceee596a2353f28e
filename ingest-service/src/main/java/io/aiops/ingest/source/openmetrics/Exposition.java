package io.aiops.ingest.source.openmetrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process exposed.
 *
 * @param types by name of the family, as declared: {@code counter}, {@code gauge}, …
 * @param help by name of the family
 */
record Exposition(List<Sample> samples, Map<String, String> types, Map<String, String> help) {

  Exposition {
    samples = List.copyOf(samples);
    types = Map.copyOf(types);
    help = Map.copyOf(help);
  }

  /**
   * The same with a label of its target; its own one of this name is kept as {@code exported_…}.
   */
  Exposition labelled(String label, String target) {
    List<Sample> labelled = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      Map<String, String> labels = new TreeMap<>(sample.labels());
      String own = labels.put(label, target);
      if (own != null) {
        labels.put("exported_" + label, own);
      }
      labelled.add(new Sample(labels, sample.value(), sample.nanos()));
    }
    return new Exposition(labelled, types, help);
  }
}
