package io.aiops.detector.scoring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Saved states, the same on both databases. */
class SnapshotStoreTest {

  private final SnapshotStore store = new SnapshotStore();

  private static LiveDetector live(String id) {
    return LiveDetectors.of(id, "{\"name\":\"a\"}", 10, LiveDetectors.plenty(10));
  }

  private static SavedState state(String key, long revision, String content) {
    return new SavedState(key, revision, content.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> load(Database database, String id) {
    SnapshotStore.Loaded loaded = database.read(tx -> store.load(tx, live(id)));
    assertTrue(loaded.damage().isEmpty());
    return loaded.states().stream()
        .collect(
            Collectors.toMap(
                SavedState::key, state -> new String(state.bytes(), StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @EnumSource
  void theLatestStateOfEachEntityIsReadBack(TestDatabase kind) {
    Database database = kind.database();
    String id = TestDatabase.detector(database);
    LiveDetector live = live(id);
    database.run(tx -> store.append(tx, live, List.of(state("a", 1, "a1"), state("b", 1, "b1"))));
    database.run(tx -> store.append(tx, live, List.of(state("a", 2, "a2\0\uffff"))));
    assertEquals(Map.of("a", "a2\0\uffff", "b", "b1"), load(database, id));
    assertEquals(2, database.read(tx -> store.find(tx, live, List.of("a"))).get("a").revision());
    database.run(tx -> store.append(tx, live, List.of(state("b", 2, "b2"))));
    database.run(tx -> store.append(tx, live, List.of()));
    long segments =
        database.read(tx -> tx.number("SELECT count(*) FROM segment WHERE detector_id = ?", id));
    assertEquals(2, segments, "the first one holds no latest state any more");
    database.run(tx -> store.clear(tx, id));
    assertEquals(Map.of(), load(database, id));
  }
}
