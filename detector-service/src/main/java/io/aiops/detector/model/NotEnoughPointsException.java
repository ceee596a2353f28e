package io.aiops.detector.model;

/** A training with fewer usable points than the model needs. */
public final class NotEnoughPointsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int needed;
  private final int got;

  /** Names both numbers in the message. */
  public NotEnoughPointsException(int needed, int got) {
    super("training needs at least " + needed + " points with a value, got " + got);
    this.needed = needed;
    this.got = got;
  }

  /** The least number of usable points. */
  public int needed() {
    return needed;
  }

  /** The usable points given. */
  public int got() {
    return got;
  }
}
