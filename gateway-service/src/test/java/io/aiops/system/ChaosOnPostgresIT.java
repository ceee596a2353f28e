package io.aiops.system;

import java.io.IOException;

import org.junit.jupiter.api.Tag;

/** The same chaos on PostgreSQL. */
@Tag("chaos")
class ChaosOnPostgresIT extends Chaos {

  @Override
  ChaosDatabase database() throws IOException {
    return PostgresDatabases.start(folder);
  }
}
