package io.aiops.detector.detector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Json;
import io.aiops.detector.store.Like;
import io.aiops.detector.store.Tx;

/** Detectors in the database. */
@ApplicationScoped
public class DetectorStore {

  private final Json json;

  public DetectorStore(Json json) {
    this.json = json;
  }

  List<Detector> all(Tx tx) {
    return tx.list("SELECT * FROM detector ORDER BY created_at", this::read);
  }

  Optional<Detector> find(Tx tx, String id) {
    return tx.first("SELECT * FROM detector WHERE id = ?", this::read, id);
  }

  Map<String, Long> versions(Tx tx) {
    Map<String, Long> versions = new HashMap<>();
    tx.list(
        "SELECT id, version FROM detector",
        row -> versions.put(row.getString("id"), row.getLong("version")));
    return versions;
  }

  List<Detector> list(Tx tx, DetectorQuery query) {
    List<Object> parameters = new ArrayList<>();
    String where = where(query, parameters);
    parameters.add(query.page().limit());
    parameters.add(query.page().offset());
    return tx.list(
        "SELECT * FROM detector"
            + where
            + " ORDER BY "
            + query.sort().sql()
            + ", id LIMIT ? OFFSET ?",
        this::read,
        parameters.toArray());
  }

  long count(Tx tx, DetectorQuery query) {
    List<Object> parameters = new ArrayList<>();
    return tx.number(
        "SELECT count(*) FROM detector" + where(query, parameters), parameters.toArray());
  }

  private static String where(DetectorQuery query, List<Object> parameters) {
    StringBuilder where = new StringBuilder(" WHERE TRUE");
    if (query.status() != null) {
      where.append(" AND status = ?");
      parameters.add(query.status().text());
    }
    if (query.model() != null) {
      where.append(" AND model = ?");
      parameters.add(query.model());
    }
    if (!query.text().isEmpty()) {
      where.append(" AND searchable LIKE ? ESCAPE '!'");
      parameters.add(Like.containing(query.text().toLowerCase(Locale.ROOT)));
    }
    query
        .labels()
        .forEach(
            (name, value) -> {
              where.append(
                  " AND EXISTS (SELECT 1 FROM detector_label l"
                      + " WHERE l.detector_id = detector.id AND l.name = ? AND l.value = ?)");
              parameters.add(name);
              parameters.add(value);
            });
    return where.toString();
  }

  /** Until the end of the transaction nobody else gives a detector a name. */
  void lockNames(Tx tx) {
    tx.firstForUpdate(
        "SELECT value FROM sequence_number WHERE name = 'detector'", row -> row.getLong(1));
  }

  boolean nameTaken(Tx tx, String name, String byOtherThan) {
    return tx.number("SELECT count(*) FROM detector WHERE name = ? AND id <> ?", name, byOtherThan)
        > 0;
  }

  void insert(Tx tx, Detector detector) {
    Definition definition = detector.definition();
    tx.update(
        """
        INSERT INTO detector (id, name, model, definition, searchable, status, status_reason,
          provisioned, created_at, updated_at, started_at, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        detector.id(),
        definition.name(),
        definition.model().type(),
        json.write(definition),
        searchable(detector),
        detector.status().text(),
        detector.statusReason(),
        detector.provisioned(),
        detector.createdAt(),
        detector.updatedAt(),
        detector.startedAt(),
        detector.version());
    insertLabels(tx, detector);
  }

  void update(Tx tx, Detector detector) {
    Definition definition = detector.definition();
    tx.update(
        """
        UPDATE detector SET name = ?, model = ?, definition = ?, searchable = ?, status = ?,
          status_reason = ?, updated_at = ?, started_at = ?, version = ?
        WHERE id = ?""",
        definition.name(),
        definition.model().type(),
        json.write(definition),
        searchable(detector),
        detector.status().text(),
        detector.statusReason(),
        detector.updatedAt(),
        detector.startedAt(),
        detector.version(),
        detector.id());
    tx.update("DELETE FROM detector_label WHERE detector_id = ?", detector.id());
    insertLabels(tx, detector);
  }

  /** Its state, anomalies, pulls and jobs go with it. */
  void delete(Tx tx, Detector detector) {
    tx.update("DELETE FROM detector WHERE id = ?", detector.id());
  }

  /** Remembers how far the versions of an id went that may come back. */
  void retire(Tx tx, String id, long version) {
    tx.update(
        """
        INSERT INTO meta (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
        retiredName(id),
        Long.toString(version));
  }

  /** The version after which a detector with this id starts; 0 for an id that is new. */
  long retiredVersion(Tx tx, String id) {
    return tx.first(
            "SELECT value FROM meta WHERE name = ?",
            row -> Long.parseLong(row.getString(1)),
            retiredName(id))
        .orElse(0L);
  }

  private static String retiredName(String id) {
    return "retired." + id;
  }

  private static void insertLabels(Tx tx, Detector detector) {
    detector
        .definition()
        .labels()
        .forEach(
            (name, value) ->
                tx.update(
                    "INSERT INTO detector_label (detector_id, name, value) VALUES (?, ?, ?)",
                    detector.id(),
                    name,
                    value));
  }

  private static String searchable(Detector detector) {
    Definition definition = detector.definition();
    return String.join("\n", detector.id(), definition.name(), definition.description())
        .toLowerCase(Locale.ROOT);
  }

  private Detector read(ResultSet row) throws SQLException {
    return new Detector(
        row.getString("id"),
        DefinitionReader.read(json.read(row.getString("definition"))),
        Status.of(row.getString("status")),
        row.getString("status_reason"),
        row.getBoolean("provisioned"),
        Tx.time(row, "created_at"),
        Tx.time(row, "updated_at"),
        Tx.time(row, "started_at"),
        row.getLong("version"));
  }
}
