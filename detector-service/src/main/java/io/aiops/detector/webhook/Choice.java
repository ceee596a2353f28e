package io.aiops.detector.webhook;

/** What an event means for a webhook. */
sealed interface Choice {

  /** It is to be told. */
  record Tell(Notice notice) implements Choice {}

  /** It is none of its business. */
  record Pass() implements Choice {}

  /** Something began that is not to be told yet. */
  record Withhold(String subject) implements Choice {}

  /** Something is not to be remembered any more, and nothing of it to be told. */
  record Release(String subject) implements Choice {}
}
