package io.aiops.system;

import org.junit.jupiter.api.Tag;

/** Chaos on the default database. */
@Tag("long")
class ChaosIT extends Chaos {

  @Override
  ChaosDatabase database() {
    return new SqliteFiles();
  }
}
