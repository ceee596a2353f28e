package io.aiops.detector.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Page;
import io.aiops.detector.store.Tx;

/** Jobs in the database. */
@ApplicationScoped
public class JobStore {

  /** Adds a job, which waits to be run. */
  public Job create(Tx tx, String detectorId, String kind, Instant now) {
    Job job =
        new Job(
            "job_" + tx.next("job"),
            detectorId,
            kind,
            Job.QUEUED,
            new Job.Progress(0, 0),
            now,
            null,
            null,
            null);
    tx.update(
        """
        INSERT INTO job (id, detector_id, kind, state, percent, points, created_at)
        VALUES (?, ?, ?, ?, 0, 0, ?)""",
        job.id(),
        detectorId,
        kind,
        job.state(),
        now);
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

  Optional<Job> find(Tx tx, String id) {
    return tx.first("SELECT * FROM job WHERE id = ?", JobStore::read, id);
  }

  public Optional<Job> findForUpdate(Tx tx, String id) {
    return tx.firstForUpdate("SELECT * FROM job WHERE id = ?", JobStore::read, id);
  }

  List<Job> list(Tx tx, Page page) {
    return tx.list(
        "SELECT * FROM job ORDER BY created_at DESC, id LIMIT ? OFFSET ?",
        JobStore::read,
        page.limit(),
        page.offset());
  }

  long count(Tx tx) {
    return tx.number("SELECT count(*) FROM job");
  }

  private static Job read(ResultSet row) throws SQLException {
    return new Job(
        row.getString("id"),
        row.getString("detector_id"),
        row.getString("kind"),
        row.getString("state"),
        new Job.Progress(row.getDouble("percent"), row.getLong("points")),
        Tx.time(row, "created_at"),
        Tx.time(row, "finished_at"),
        row.getString("error"),
        row.getString("result"));
  }
}
