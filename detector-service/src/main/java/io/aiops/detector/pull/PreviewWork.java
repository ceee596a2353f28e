package io.aiops.detector.pull;

import java.time.Instant;

import io.aiops.detector.json.Json;
import io.aiops.detector.scoring.HistoryRun;
import io.aiops.detector.scoring.Observations;
import io.aiops.detector.scoring.Preview;
import io.aiops.detector.scoring.PreviewBuilder;
import io.aiops.detector.store.Database;

/** Judges history for a definition that is still to be tried. */
final class PreviewWork implements HistoryWork {

  /** Letters of a result, which is kept in the database and read by a browser. */
  private static final int LONGEST_RESULT = 2_000_000;

  private final HistoryRun run;
  private final PreviewBuilder builder;
  private final Instant from;
  private final Instant to;
  private final Database database;
  private final Json json;

  PreviewWork(HistoryRun run, Instant from, Instant to, Database database, Json json) {
    this.run = run;
    this.builder = new PreviewBuilder(run);
    this.from = from;
    this.to = to;
    this.database = database;
    this.json = json;
  }

  @Override
  public void take(Observations observations) {
    builder.add(run.take(observations));
  }

  @Override
  public long points() {
    return run.points();
  }

  @Override
  public void finish(End end) {
    builder.add(run.end(to));
    Preview preview = fitting(builder.build(from, to));
    database.run(tx -> end.store(tx, null, preview));
  }

  /** Labels can be so long that fewer entities have to do. */
  private Preview fitting(Preview preview) {
    Preview fitting = preview;
    while (fitting.entities().size() > 1 && json.write(fitting).length() > LONGEST_RESULT) {
      fitting = fitting.worst(fitting.entities().size() / 2);
    }
    return fitting;
  }

  @Override
  public void close() {
    run.close();
  }
}
