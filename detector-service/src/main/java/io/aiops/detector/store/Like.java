package io.aiops.detector.store;

/** Patterns of SQL's {@code LIKE ? ESCAPE '!'}. */
public final class Like {

  private Like() {}

  /** Matches whatever has the text in it, as it is written. */
  public static String containing(String text) {
    return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }
}
