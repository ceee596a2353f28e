package io.aiops.detector.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;

/** Runs the tests of a class on PostgreSQL instead of SQLite. */
public final class PostgresProfile implements QuarkusTestProfile {

  private static final String FOLDER = "test.postgres.folder";
  private static final String PORT = "test.postgres.port";

  /** The server that the tests of this profile use. */
  static TestPostgres server() {
    Config config = ConfigProvider.getConfig();
    return TestPostgres.at(
        Path.of(config.getValue(FOLDER, String.class)), config.getValue(PORT, Integer.class));
  }

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
      Map<String, String> configuration =
          new HashMap<>(TestPostgres.configuration(server.newDatabase()));
      configuration.put(FOLDER, server.folder().toString());
      configuration.put(PORT, Integer.toString(server.port()));
      return configuration;
    }

    @Override
    public void stop() {
      server.close();
    }
  }
}
