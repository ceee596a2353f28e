package io.aiops.detector.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import org.eclipse.microprofile.config.ConfigProvider;

/** Breaks the database behind the service's back, as a full disk or a bad sector would. */
public final class Saboteur {

  private Saboteur() {}

  private static Optional<String> postgres() {
    return ConfigProvider.getConfig().getOptionalValue("aiops.database.url", String.class);
  }

  private static Connection connect() throws SQLException {
    if (postgres().isPresent()) {
      return DriverManager.getConnection("jdbc:" + postgres().get(), "postgres", "postgres");
    }
    String folder = ConfigProvider.getConfig().getValue("aiops.data-dir", String.class);
    return DriverManager.getConnection("jdbc:sqlite:" + folder + "/aiops.db?busy_timeout=10000");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** From now on no anomaly can be stored, and a try whether the database works fails. */
  public static void fillTheDisk() throws SQLException {
    sabotage("anomaly", "INSERT");
    sabotage("meta", "UPDATE");
  }

  private static void sabotage(String table, String moment) throws SQLException {
    if (postgres().isPresent()) {
      execute(
          """
          CREATE OR REPLACE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE EXCEPTION 'database or disk is full' USING ERRCODE = 'disk_full'; END $$""");
    }
    String what =
        postgres().isPresent()
            ? "FOR EACH ROW EXECUTE FUNCTION disk_full()"
            : "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
    execute("DROP TRIGGER IF EXISTS sabotage_%s%s".formatted(table, on(table)));
    execute("CREATE TRIGGER sabotage_%s BEFORE %s ON %s %s".formatted(table, moment, table, what));
  }

  private static String on(String table) {
    return postgres().isPresent() ? " ON " + table : "";
  }

  /** From now on the position of no pull can be stored. */
  public static void keepPositions() throws SQLException {
    sabotage("pull", "UPDATE");
  }

  /** From now on nothing that is stored of an anomaly can change. */
  public static void keepAnomalies() throws SQLException {
    sabotage("anomaly", "UPDATE");
  }

  /** From now on saved states cannot be read, or can be again. */
  public static void hideStates(boolean hidden) throws SQLException {
    execute(
        hidden
            ? "ALTER TABLE segment RENAME TO hidden_segment"
            : "ALTER TABLE hidden_segment RENAME TO segment");
  }

  public static void freeTheDisk() throws SQLException {
    for (String table : new String[] {"anomaly", "meta", "pull"}) {
      execute("DROP TRIGGER IF EXISTS sabotage_%s%s".formatted(table, on(table)));
    }
  }

  /** Whether PostgreSQL refuses to write, in sessions that are open too. */
  public static void readOnly(boolean on) throws SQLException {
    execute("ALTER SYSTEM SET default_transaction_read_only = " + (on ? "on" : "off"));
    execute("SELECT pg_reload_conf()");
  }

  /** Flips a bit in the middle of every saved state of a detector. */
  public static void damageStates(String detectorId) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement find =
            connection.prepareStatement("SELECT id, content FROM segment WHERE detector_id = ?");
        PreparedStatement change =
            connection.prepareStatement(
                "UPDATE segment SET content = ? WHERE detector_id = ? AND id = ?")) {
      find.setString(1, detectorId);
      try (var rows = find.executeQuery()) {
        while (rows.next()) {
          byte[] content = rows.getBytes(2);
          content[content.length / 2] ^= 4;
          change.setBytes(1, content);
          change.setString(2, detectorId);
          change.setLong(3, rows.getLong(1));
          change.addBatch();
        }
      }
      change.executeBatch();
    }
  }
}
