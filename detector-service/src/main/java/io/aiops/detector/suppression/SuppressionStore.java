package io.aiops.detector.suppression;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.json.Json;
import io.aiops.detector.store.News;
import io.aiops.detector.store.Tx;

/** Suppressions in the database. */
@ApplicationScoped
class SuppressionStore {

  private static final Logger LOG = Logger.getLogger(SuppressionStore.class);
  private static final String CHANGES = "suppression_change";

  private final Json json;

  /** Ids of those of which the log says so already. */
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  SuppressionStore(Json json) {
    this.json = json;
  }

  /** The oldest first. */
  List<Suppression> all(Tx tx) {
    return tx.list("SELECT * FROM suppression ORDER BY number", this::read);
  }

  Optional<Suppression> find(Tx tx, String id) {
    return tx.first("SELECT * FROM suppression WHERE id = ?", this::read, id);
  }

  /** How many changes there were so far. */
  long changes(Tx tx) {
    return tx.number("SELECT value FROM sequence_number WHERE name = ?", CHANGES);
  }

  /** Until the end of the transaction nobody else changes a suppression; all hear of it then. */
  void change(Tx tx) {
    tx.next(CHANGES);
    tx.tell(News.SUPPRESSIONS);
  }

  long count(Tx tx) {
    return tx.number("SELECT count(*) FROM suppression");
  }

  boolean nameTaken(Tx tx, String name, String byOtherThan) {
    return tx.number(
            "SELECT count(*) FROM suppression WHERE name = ? AND id <> ?", name, byOtherThan)
        > 0;
  }

  boolean detectorExists(Tx tx, String id) {
    return tx.number("SELECT count(*) FROM detector WHERE id = ?", id) > 0;
  }

  void insert(Tx tx, long number, Suppression suppression) {
    tx.update(
        """
        INSERT INTO suppression (id, number, name, detector_id, document, created_at, updated_at,
          version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        suppression.id(),
        number,
        suppression.rule().name(),
        suppression.rule().detectorId(),
        json.write(suppression.rule()),
        suppression.createdAt(),
        suppression.updatedAt(),
        suppression.version());
  }

  void update(Tx tx, Suppression suppression) {
    tx.update(
        """
        UPDATE suppression SET name = ?, detector_id = ?, document = ?, updated_at = ?, version = ?
        WHERE id = ?""",
        suppression.rule().name(),
        suppression.rule().detectorId(),
        json.write(suppression.rule()),
        suppression.updatedAt(),
        suppression.version(),
        suppression.id());
  }

  void delete(Tx tx, String id) {
    tx.update("DELETE FROM suppression WHERE id = ?", id);
  }

  private Suppression read(ResultSet row) throws SQLException {
    return new Suppression(
        row.getString("id"),
        rule(row),
        false,
        null,
        Tx.time(row, "created_at"),
        Tx.time(row, "updated_at"),
        row.getLong("version"));
  }

  /** One that cannot be read must not take the others with it: it is off, and said so once. */
  private Rule rule(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String document = row.getString("document");
    try {
      return StoredRule.read(json.read(document));
    } catch (RuntimeException e) {
      if (unreadable.add(id)) {
        LOG.warnf("A suppression cannot be read and is off: suppression=%s %s", id, e.getMessage());
      }
      return StoredRule.unreadable(row.getString("name"), row.getString("detector_id"));
    }
  }
}
