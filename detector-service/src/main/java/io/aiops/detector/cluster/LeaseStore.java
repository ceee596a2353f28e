package io.aiops.detector.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Tx;

/**
 * Replicas and leases. They are in PostgreSQL only, because SQLite has one process; all times are
 * by the clock of the database, so that the clocks of the replicas do not matter.
 */
@ApplicationScoped
class LeaseStore {

  private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

  /** Of a task there is one, and it weighs nothing. */
  private static final String NO_TASK = "name NOT LIKE ':%'";

  /** What was at the address of this replica before is dead, and what it had is free. */
  private static final String FREE =
      "(owner IS NULL OR expires_at <= " + NOW + " OR (address = ? AND owner <> ?))";

  /**
   * How things stand.
   *
   * @param replicas those alive
   * @param weight of all detectors
   * @param held weight of those of one replica
   */
  record Count(int replicas, long weight, long held) {

    /** Weight that each replica may have, so that none has much more than another. */
    long share() {
      long among = Math.max(1, replicas);
      return (weight + among - 1) / among;
    }
  }

  /** A detector that has no owner. */
  record Free(String name, long weight) {}

  /** A sign of life. What was at the same address before is dead. */
  void heartbeat(Tx tx, String replica, String address, long leaseMillis) {
    tx.update(
        "INSERT INTO replica (id, address, expires_at) VALUES (?, ?, "
            + NOW
            + " + ?) ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at",
        replica,
        address,
        leaseMillis);
    tx.update(
        "DELETE FROM replica WHERE (address = ? AND id <> ?) OR expires_at <= " + NOW,
        address,
        replica);
  }

  /** Renews all leases of a replica and answers their tokens by name. */
  Map<String, Long> renew(Tx tx, String replica, long leaseMillis) {
    return tokens(
        tx,
        "WITH mine AS (SELECT name FROM lease WHERE owner = ? ORDER BY name FOR UPDATE)"
            + " UPDATE lease SET expires_at = "
            + NOW
            + " + ? FROM mine WHERE lease.name = mine.name RETURNING lease.name, token",
        replica,
        leaseMillis);
  }

  /** Detectors and previews that nobody has, the heaviest first. */
  List<Free> free(Tx tx, String replica, String address) {
    return tx.list(
        "SELECT name, weight FROM lease WHERE "
            + NO_TASK
            + " AND "
            + FREE
            + " ORDER BY weight DESC, name",
        row -> new Free(row.getString(1), row.getLong(2)),
        address,
        replica);
  }

  /** Takes what is still free of these, and passes by what another one is about to take. */
  Map<String, Long> take(
      Tx tx, Collection<String> names, String replica, String address, long leaseMillis) {
    return tokens(
        tx,
        "WITH free AS (SELECT name FROM lease WHERE name = ANY(string_to_array(?, ',')) AND "
            + FREE
            + " ORDER BY name FOR UPDATE SKIP LOCKED)"
            + " UPDATE lease SET owner = ?, address = ?, token = token + 1, expires_at = "
            + NOW
            + " + ? FROM free WHERE lease.name = free.name RETURNING lease.name, token",
        String.join(",", names),
        address,
        replica,
        replica,
        address,
        leaseMillis);
  }

  /** Notes how much work a detector is. */
  void weigh(Tx tx, String name, String replica, long weight) {
    tx.update("UPDATE lease SET weight = ? WHERE name = ? AND owner = ?", weight, name, replica);
  }

  private static Map<String, Long> tokens(Tx tx, String sql, Object... parameters) {
    Map<String, Long> tokens = new HashMap<>();
    tx.list(sql, row -> tokens.put(row.getString(1), row.getLong(2)), parameters);
    return tokens;
  }

  Count count(Tx tx, String replica) {
    return tx.first(
            "SELECT (SELECT count(*) FROM replica WHERE expires_at > "
                + NOW
                + "), (SELECT coalesce(sum(weight), 0) FROM lease WHERE "
                + NO_TASK
                + "), (SELECT coalesce(sum(weight), 0) FROM lease WHERE "
                + NO_TASK
                + " AND owner = ?)",
            row -> new Count(row.getInt(1), row.getLong(2), row.getLong(3)),
            replica)
        .orElseThrow();
  }

  /** Whether the lease is still this one; nobody takes it before the transaction ends. */
  boolean holds(Tx tx, String name, String replica, long token) {
    return tx.first(
            "SELECT token FROM lease WHERE name = ? AND owner = ? AND token = ? FOR SHARE",
            row -> true,
            name,
            replica,
            token)
        .isPresent();
  }

  /**
   * The lease of a detector or a preview that is new.
   *
   * @param detectorId whose end is the end of the lease; null for a preview
   */
  void insert(
      Tx tx, String name, String detectorId, String replica, String address, long leaseMillis) {
    tx.update(
        "INSERT INTO lease (name, detector_id, owner, address, token, expires_at)"
            + " VALUES (?, ?, ?, ?, 1, "
            + NOW
            + " + ?)",
        name,
        detectorId,
        replica,
        address,
        leaseMillis);
  }

  void delete(Tx tx, String name) {
    tx.update("DELETE FROM lease WHERE name = ?", name);
  }

  void release(Tx tx, String name, String replica) {
    tx.update(
        "UPDATE lease SET owner = NULL, expires_at = 0 WHERE name = ? AND owner = ?",
        name,
        replica);
  }

  /** Leaves the replicas that share detectors; false where this is the only one. */
  boolean retire(Tx tx, String replica) {
    if (count(tx, replica).replicas() < 2) {
      return false;
    }
    tx.update("DELETE FROM replica WHERE id = ?", replica);
    return true;
  }

  /** In the order of a renewal, so that neither waits for the other in a circle. */
  void leave(Tx tx, String replica) {
    tx.update("DELETE FROM replica WHERE id = ?", replica);
    tx.update("UPDATE lease SET owner = NULL, expires_at = 0 WHERE owner = ?", replica);
  }

  Optional<Ownership.Owner> owner(Tx tx, String name) {
    return tx.first(
        "SELECT owner, address FROM lease WHERE name = ? AND owner IS NOT NULL AND expires_at > "
            + NOW,
        row -> new Ownership.Owner(row.getString(1), row.getString(2)),
        name);
  }

  boolean exists(Tx tx, String name) {
    return tx.number("SELECT count(*) FROM lease WHERE name = ?", name) > 0;
  }

  /** Name of the lease under which a pull is. */
  Optional<String> ownerOfPull(Tx tx, String id) {
    return nameOf(tx, "SELECT coalesce(detector_id, job_id) FROM pull WHERE id = ?", id);
  }

  /** Name of the lease under which a job is. */
  Optional<String> ownerOfJob(Tx tx, String id) {
    return nameOf(tx, "SELECT coalesce(detector_id, id) FROM job WHERE id = ?", id);
  }

  Optional<String> detectorOfAnomaly(Tx tx, String id) {
    return nameOf(tx, "SELECT detector_id FROM anomaly WHERE id = ?", id);
  }

  private static Optional<String> nameOf(Tx tx, String sql, String id) {
    return tx.first(sql, row -> row.getString(1), id);
  }

  Map<String, String> addresses(Tx tx) {
    Map<String, String> addresses = new HashMap<>();
    tx.list(
        "SELECT name, address FROM lease WHERE "
            + NO_TASK
            + " AND owner IS NOT NULL AND expires_at > "
            + NOW,
        row -> addresses.put(row.getString(1), row.getString(2)));
    return addresses;
  }
}
