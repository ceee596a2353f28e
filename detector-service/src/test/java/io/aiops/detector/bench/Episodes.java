package io.aiops.detector.bench;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.Score;

/** Opens and ends episodes as the service does: the decisions behind {@code is_anomaly}. */
public final class Episodes {

  /** Calm points in a row that end an episode. */
  private static final int CALM_POINTS = 3;

  /** Trust in a point inside an open episode. */
  private static final double INSIDE = 0.1;

  private boolean open;
  private int calm;
  private long opened;

  /** Scores a point with the weight that its episode asks for, and opens or ends the episode. */
  public Score step(EntityModel model, long timestampMillis, double[] point) {
    Score score = model.score(timestampMillis, point, open ? INSIDE : 1);
    if (score.warmingUp()) {
      return score;
    }
    if (!open && score.alarmScore() >= model.threshold()) {
      open = true;
      opened++;
      calm = 0;
    } else if (open) {
      calm = score.score() < model.releaseLevel() ? calm + 1 : 0;
      open = calm < CALM_POINTS;
    }
    return score;
  }

  /** Whether an episode is open after the last point. */
  public boolean open() {
    return open;
  }

  /** Episodes opened so far. */
  public long opened() {
    return opened;
  }
}
