package io.aiops.ingest.source.openmetrics;

import java.util.List;
import java.util.Map;

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
}
