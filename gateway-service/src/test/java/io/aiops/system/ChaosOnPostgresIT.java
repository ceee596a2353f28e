package io.aiops.system;

import java.io.IOException;

import org.junit.jupiter.api.Tag;

/** Chaos on PostgreSQL, which is killed as well. */
@Tag("long")
class ChaosOnPostgresIT extends Chaos {

  @Override
  ChaosDatabase database() throws IOException {
    return new PostgresServer(folder);
  }
}
