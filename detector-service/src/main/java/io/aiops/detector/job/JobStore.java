package io.aiops.detector.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Expiring;
import io.aiops.detector.store.Tx;

/** Jobs in the database. */
@ApplicationScoped
public class JobStore implements Expiring {

  private static final String ACTIVE = "state IN ('queued', 'running')";

  /** A preview's result is large, and a list shows no charts. */
  private static final String FOR_LIST =
      """
      SELECT id, detector_id, kind, state, percent, points, created_at, finished_at, error,
        CASE WHEN kind = 'preview' THEN NULL ELSE result END AS result, range_from, range_to
      FROM job""";

  /**
   * What a job is to do.
   *
   * @param detectorId null for a preview
   * @param definition of a preview, as JSON text; else null
   */
  public record Order(
      String detectorId, String kind, Instant from, Instant to, String definition) {}

  /** Adds a job, which waits to be run. */
  public Job create(Tx tx, Order order, Instant now) {
    Job job =
        new Job(
            "job_" + tx.next("job"),
            order.detectorId(),
            order.kind(),
            Job.QUEUED,
            new Job.Progress(0, 0),
            order.from(),
            order.to(),
            now,
            null,
            null,
            null);
    tx.update(
        """
        INSERT INTO job (id, detector_id, kind, state, percent, points, created_at, range_from,
          range_to, definition)
        VALUES (?, ?, ?, ?, 0, 0, ?, ?, ?, ?)""",
        job.id(),
        order.detectorId(),
        order.kind(),
        job.state(),
        now,
        order.from(),
        order.to(),
        order.definition());
    return job;
  }

  public void update(Tx tx, Job job) {
    tx.update(
        """
        UPDATE job SET state = ?, percent = ?, points = ?, finished_at = ?, error = ?, result = ?
        WHERE id = ?""",
        job.state(),
        job.progress().percent(),
        job.progress().points(),
        job.finishedAt(),
        job.error(),
        job.result(),
        job.id());
  }

  public Optional<Job> find(Tx tx, String id) {
    return tx.first("SELECT * FROM job WHERE id = ?", JobStore::read, id);
  }

  Optional<Job> findForUpdate(Tx tx, String id) {
    return tx.firstForUpdate("SELECT * FROM job WHERE id = ?", JobStore::read, id);
  }

  /** A job that has not ended, locked until the end of the transaction. */
  public Optional<Job> findActive(Tx tx, String id) {
    return findForUpdate(tx, id).filter(Job::isActive);
  }

  /** The definition that a preview is of, as JSON text. */
  public Optional<String> definition(Tx tx, String id) {
    return tx.first("SELECT definition FROM job WHERE id = ?", row -> row.getString(1), id);
  }

  /** Jobs that have not ended, oldest first. */
  public List<Job> active(Tx tx) {
    return tx.list(FOR_LIST + " WHERE " + ACTIVE + " ORDER BY created_at, id", JobStore::read);
  }

  public long countActive(Tx tx) {
    return tx.number("SELECT count(*) FROM job WHERE " + ACTIVE);
  }

  /** Deletes previews that ended before a time, and all but the latest ones. */
  public int deletePreviews(Tx tx, Instant before, int most) {
    return tx.update(
        """
        DELETE FROM job WHERE kind = 'preview' AND finished_at IS NOT NULL
          AND (finished_at < ? OR id NOT IN (
            SELECT id FROM job WHERE kind = 'preview' AND finished_at IS NOT NULL
            ORDER BY finished_at DESC, id LIMIT ?))""",
        before,
        most);
  }

  @Override
  public String kind() {
    return "jobs";
  }

  @Override
  public int expire(Tx tx, Instant before, int most) {
    return tx.update(
        """
        DELETE FROM job WHERE id IN (
          SELECT id FROM job WHERE finished_at < ? ORDER BY finished_at LIMIT ?)""",
        before,
        most);
  }

  List<Job> list(Tx tx, JobQuery query) {
    List<Object> parameters = new ArrayList<>(query.parameters());
    parameters.add(query.page().limit());
    parameters.add(query.page().offset());
    return tx.list(
        FOR_LIST + query.where() + " ORDER BY created_at DESC, id LIMIT ? OFFSET ?",
        JobStore::read,
        parameters.toArray());
  }

  long count(Tx tx, JobQuery query) {
    return tx.number("SELECT count(*) FROM job" + query.where(), query.parameters().toArray());
  }

  private static Job read(ResultSet row) throws SQLException {
    return new Job(
        row.getString("id"),
        row.getString("detector_id"),
        row.getString("kind"),
        row.getString("state"),
        new Job.Progress(row.getDouble("percent"), row.getLong("points")),
        Tx.time(row, "range_from"),
        Tx.time(row, "range_to"),
        Tx.time(row, "created_at"),
        Tx.time(row, "finished_at"),
        row.getString("error"),
        row.getString("result"));
  }
}
