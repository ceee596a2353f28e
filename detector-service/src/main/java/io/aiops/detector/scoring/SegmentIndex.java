package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which segment holds the latest saved state of each entity of a detector. */
final class SegmentIndex {

  /** Beyond so many segments the oldest are rewritten, so that the dead in them can go. */
  private static final int MOST_SEGMENTS = 64;

  private record Slot(long segment, long revision) {}

  private final Map<String, Slot> slots = new HashMap<>();

  /** Those of entities that have ended, as long as a segment may still hold a state of theirs. */
  private final Map<String, Slot> ended = new HashMap<>();

  private final TreeMap<Long, Integer> living = new TreeMap<>();
  private long last;

  synchronized long next() {
    return ++last;
  }

  synchronized void added(long segment) {
    living.putIfAbsent(segment, 0);
    last = Math.max(last, segment);
  }

  synchronized void saved(String key, long segment, long revision) {
    Slot before = slots.get(key);
    if (before != null && before.revision() >= revision) {
      living.putIfAbsent(segment, 0);
      return;
    }
    slots.put(key, new Slot(segment, revision));
    living.merge(segment, 1, Integer::sum);
    if (before != null) {
      living.merge(before.segment(), -1, Integer::sum);
    }
  }

  /** An entity has ended: its saved state keeps no segment alive any more. */
  synchronized void forget(String key) {
    Slot slot = slots.remove(key);
    if (slot != null) {
      ended.put(key, slot);
      living.merge(slot.segment(), -1, Integer::sum);
    }
  }

  /** The revision of the latest saved state of an entity; 0 where there is none any more. */
  synchronized long revision(String key) {
    Slot slot = slots.getOrDefault(key, ended.get(key));
    return slot == null ? 0 : slot.revision();
  }

  synchronized Optional<Long> segmentOf(String key) {
    return Optional.ofNullable(slots.get(key)).map(Slot::segment);
  }

  /** Segments in which no state is the latest one any more. */
  synchronized List<Long> dead() {
    List<Long> dead = new ArrayList<>();
    living.forEach(
        (segment, count) -> {
          if (count == 0) {
            dead.add(segment);
          }
        });
    return dead;
  }

  synchronized void removed(List<Long> segments) {
    living.keySet().removeAll(segments);
    long first = living.isEmpty() ? Long.MAX_VALUE : living.firstKey();
    ended.values().removeIf(slot -> slot.segment() < first);
  }

  /** Entities to save anew, because they keep old segments alive. */
  synchronized Set<String> toRewrite() {
    if (living.size() <= MOST_SEGMENTS) {
      return Set.of();
    }
    Set<Long> oldest =
        living.keySet().stream().limit(MOST_SEGMENTS / 2).collect(Collectors.toSet());
    return slots.entrySet().stream()
        .filter(entry -> oldest.contains(entry.getValue().segment()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  synchronized void clear() {
    slots.clear();
    ended.clear();
    living.clear();
  }
}
