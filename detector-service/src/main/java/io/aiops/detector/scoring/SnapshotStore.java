package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Tx;

/**
 * Saved states, as a log: a segment holds the states of the entities that changed, and the latest
 * state of an entity counts. A segment goes when no state in it is the latest.
 */
@ApplicationScoped
public class SnapshotStore {

  /** Bytes of one segment: a blob of this size is written and read without trouble. */
  private static final int LARGEST_SEGMENT = 4 << 20;

  /** What a detector's segments hold. */
  record Loaded(Collection<SavedState> states, List<String> damage) {}

  /** Adds states; the index learns of them when the transaction has been committed. */
  void append(Tx tx, LiveDetector live, List<SavedState> states) {
    List<SavedState> segment = new ArrayList<>();
    long bytes = 0;
    for (SavedState state : states) {
      segment.add(state);
      bytes += state.bytes().length;
      if (bytes >= LARGEST_SEGMENT) {
        insert(tx, live, segment);
        segment = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!segment.isEmpty()) {
      insert(tx, live, segment);
    }
    if (live.logs() != null) {
      Set<String> ended = live.logs().endedBefore;
      tx.afterCommit(
          () -> {
            ended.forEach(live.segments::forget);
            live.logs().ended.removeAll(ended);
          });
    }
    List<Long> dead = live.segments.dead();
    for (long id : dead) {
      tx.update("DELETE FROM segment WHERE detector_id = ? AND id = ?", live.detector().id(), id);
    }
    tx.afterCommit(() -> live.segments.removed(dead));
  }

  private static void insert(Tx tx, LiveDetector live, List<SavedState> states) {
    long id = live.segments.next();
    tx.update(
        "INSERT INTO segment (detector_id, id, entities, content) VALUES (?, ?, ?, ?)",
        live.detector().id(),
        id,
        states.size(),
        SegmentCodec.write(states));
    tx.afterCommit(
        () -> states.forEach(state -> live.segments.saved(state.key(), id, state.revision())));
  }

  /** Deletes all states of a detector. */
  void clear(Tx tx, String detectorId) {
    tx.update("DELETE FROM segment WHERE detector_id = ?", detectorId);
  }

  /** The latest states of all entities of a detector; fills the index. */
  Loaded load(Tx tx, LiveDetector live) {
    Map<String, SavedState> latest = new LinkedHashMap<>();
    List<String> damage = new ArrayList<>();
    List<Long> ids =
        tx.list(
            "SELECT id FROM segment WHERE detector_id = ? ORDER BY id",
            row -> row.getLong(1),
            live.detector().id());
    for (long id : ids) {
      live.segments.added(id);
      SegmentCodec.Content content = SegmentCodec.read(content(tx, live, id));
      content.damage().forEach(what -> damage.add("segment " + id + ": " + what));
      for (SavedState state : content.states()) {
        live.segments.saved(state.key(), id, state.revision());
        latest.merge(
            state.key(), state, (old, newer) -> newer.revision() > old.revision() ? newer : old);
      }
    }
    return new Loaded(latest.values(), damage);
  }

  /** The latest saved states of some entities, by key; each segment is read once. */
  Map<String, SavedState> find(Tx tx, LiveDetector live, Collection<String> keys) {
    Map<Long, Set<String>> wanted = new TreeMap<>();
    for (String key : keys) {
      live.segments
          .segmentOf(key)
          .ifPresent(id -> wanted.computeIfAbsent(id, unseen -> new HashSet<>()).add(key));
    }
    Map<String, SavedState> found = new HashMap<>();
    wanted.forEach(
        (id, here) ->
            SegmentCodec.read(content(tx, live, id)).states().stream()
                .filter(state -> here.contains(state.key()))
                .forEach(state -> found.put(state.key(), state)));
    return found;
  }

  private static byte[] content(Tx tx, LiveDetector live, long id) {
    return tx.first(
            "SELECT content FROM segment WHERE detector_id = ? AND id = ?",
            row -> row.getBytes(1),
            live.detector().id(),
            id)
        .orElse(new byte[0]);
  }
}
