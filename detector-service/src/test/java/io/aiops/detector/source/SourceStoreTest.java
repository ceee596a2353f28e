package io.aiops.detector.source;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** States of sources, the same on both databases. */
class SourceStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final SourceStore store = new SourceStore();

  @ParameterizedTest
  @EnumSource
  void theLatestStateCounts(TestDatabase kind) {
    Database database = kind.database();
    String name = UUID.randomUUID().toString();
    SourceState up = new SourceState(name, "prometheus", "http://p", true, 3.5, null, NOW, NOW, 0);
    SourceState down =
        new SourceState(
            name, "prometheus", "http://p", false, null, "refused", NOW.plusSeconds(1), NOW, 1);
    assertFalse(database.<Boolean>read(tx -> store.exists(tx, name)));
    for (SourceState state : new SourceState[] {up, down}) {
      database.run(tx -> store.save(tx, state));
      assertEquals(Optional.of(state), database.write(tx -> store.findForUpdate(tx, name)));
    }
    assertTrue(database.<Boolean>read(tx -> store.exists(tx, name)));
    assertFalse(database.<Boolean>read(store::isEmpty));
  }
}
