package io.aiops.detector.pull;

import java.util.Map;

import io.aiops.detector.problem.UnprocessableException;
import io.aiops.detector.scoring.Observations;
import io.aiops.detector.scoring.TrainingService;

/** Gathers the points of all entities, and trains all of them at once. */
final class TrainingWork implements HistoryWork {

  /** Points in memory: 16 bytes each. */
  private static final long MOST_POINTS = 5_000_000;

  private final String detectorId;
  private final TrainingService training;
  private final Gathered gathered = new Gathered();

  TrainingWork(String detectorId, TrainingService training) {
    this.detectorId = detectorId;
    this.training = training;
  }

  @Override
  public void take(Observations observations) {
    gathered.add(observations);
    if (gathered.size() > MOST_POINTS) {
      throw new UnprocessableException(
          "too-many-points",
          "The range has more than " + MOST_POINTS + " points; take a shorter one.");
    }
  }

  @Override
  public long points() {
    return gathered.size();
  }

  @Override
  public void finish(End end) {
    training.trainAll(
        detectorId,
        gathered.series(),
        (tx, summary) ->
            end.store(
                tx,
                problem(summary),
                Map.of(
                    "entities_trained", summary.trained(),
                    "entities_with_too_few_points", summary.tooFewPoints(),
                    "entities_without_room", summary.withoutRoom())));
  }

  /** Why nothing came of it; null where something did. */
  private static String problem(TrainingService.Summary summary) {
    if (summary.trained() > 0) {
      return null;
    }
    return summary.withoutRoom() > 0
        ? "there is no room for more entities (limits.entities_per_detector, limits.memory)"
        : "no entity has enough points in this range";
  }
}
