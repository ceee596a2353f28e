package io.aiops.detector.bench;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.Score;
import io.aiops.detector.scoring.Episode;

/** The episodes of one entity, by what the service itself opens and ends them with. */
public final class Episodes {

  private final Episode episode = new Episode();
  private long opened;

  /** Scores a point with the weight that its episode asks for, and opens or ends the episode. */
  public Score step(EntityModel model, long timestampMillis, double[] point) {
    Score score = model.score(timestampMillis, point, episode.trust());
    if (!score.warmingUp()
        && episode.step(timestampMillis, score, model, true, 1) == Episode.Step.OPENED) {
      opened++;
    }
    return score;
  }

  /** Whether an episode is open after the last point. */
  public boolean open() {
    return episode.isOpen();
  }

  /** Episodes opened so far. */
  public long opened() {
    return opened;
  }
}
