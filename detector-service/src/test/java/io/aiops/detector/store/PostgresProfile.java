package io.aiops.detector.store;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;

/** Runs the tests of a class on PostgreSQL instead of SQLite. */
public final class PostgresProfile implements QuarkusTestProfile {

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Server.class));
  }

  /** The server, as long as such tests run. */
  public static final class Server implements QuarkusTestResourceLifecycleManager {

    private TestPostgres server;

    @Override
    public Map<String, String> start() {
      server = TestPostgres.start();
      return TestPostgres.configuration(server.newDatabase());
    }

    @Override
    public void stop() {
      server.close();
    }
  }
}
