package io.aiops.detector.model.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Templates by their number of tokens, and the places at which those were merged. */
final class Places {

  /** So many words at one place make it a place that varies … */
  private static final int SIBLINGS = 4;

  /**
   * … and so many where little else speaks for it: at the first word, which mostly says what
   * happens, or where hardly any other words are left.
   */
  private static final int DISTANT_SIBLINGS = 16;

  /** Lines of fewer tokens have hardly any other words. */
  private static final int FEW_TOKENS = 4;

  private static final Comparator<Long> FEWEST_PLACES_FIRST =
      Comparator.<Long>comparingInt(Long::bitCount).thenComparing(Comparator.naturalOrder());

  private final List<List<Template>> byLength = new ArrayList<>();

  /** Per number of tokens: the sets of merged places that templates have, as bits. */
  private final List<List<Long>> merged = new ArrayList<>();

  Places() {
    for (int i = 0; i <= LineScanner.MOST_TOKENS; i++) {
      byLength.add(new ArrayList<>());
      merged.add(List.of());
    }
  }

  void add(Template template) {
    byLength.get(template.hashes.length).add(template);
  }

  void remove(Template template) {
    byLength.get(template.hashes.length).remove(template);
    if (template.merged != 0) {
      learn(template);
    }
  }

  /** Takes up the merged places of a template that has changed. */
  void learn(Template template) {
    int tokens = template.hashes.length;
    merged.set(
        tokens,
        byLength.get(tokens).stream()
            .map(one -> one.merged)
            .filter(places -> places != 0)
            .distinct()
            .sorted(FEWEST_PLACES_FIRST)
            .toList());
  }

  /** The template that a line is of if its words at merged places do not count; else null. */
  Template find(LineScanner line, long key, Map<Long, Template> byKey) {
    List<Long> sets = merged.get(line.count());
    for (int i = 0; i < sets.size(); i++) {
      long masked = key;
      for (long rest = sets.get(i); rest != 0; rest &= rest - 1) {
        int place = Long.numberOfTrailingZeros(rest);
        masked +=
            LineScanner.part(LineScanner.WILD, place) - LineScanner.part(line.hash(place), place);
      }
      Template template = byKey.get(masked);
      if (template != null) {
        return template;
      }
    }
    return null;
  }

  /** The place at which most templates differ from this one alone, if they are enough; else -1. */
  int ripest(Template pivot) {
    int[] siblings = new int[Math.min(pivot.hashes.length, Long.SIZE)];
    Arrays.fill(siblings, 1);
    for (Template other : byLength.get(pivot.hashes.length)) {
      int place = pivot.differsAt(other);
      if (place >= 0 && place < siblings.length) {
        siblings[place]++;
      }
    }
    int best = -1;
    for (int place = 0; place < siblings.length; place++) {
      boolean distant = place == 0 || pivot.hashes.length < FEW_TOKENS;
      if (siblings[place] >= (distant ? DISTANT_SIBLINGS : SIBLINGS)
          && (best < 0 || siblings[place] > siblings[best])) {
        best = place;
      }
    }
    return best;
  }

  /** The other templates whose lines this one takes as well. */
  List<Template> coveredBy(Template general) {
    return byLength.get(general.hashes.length).stream()
        .filter(other -> other != general && general.covers(other))
        .sorted(Comparator.comparingInt(Template::id))
        .toList();
  }
}
