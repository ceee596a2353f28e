package io.aiops.detector.webhook;

/** What an event means for a webhook. */
sealed interface Choice {

  /**
   * It is to be told.
   *
   * @param release whose beginning was withheld and is told hereby; null for none
   */
  record Tell(Notice notice, String release) implements Choice {}

  /** It is none of its business. */
  record Pass() implements Choice {}

  /** Something began that is not to be told yet. */
  record Withhold(String subject) implements Choice {}

  /** Something ended whose beginning was never told. */
  record Release(String subject) implements Choice {}
}
