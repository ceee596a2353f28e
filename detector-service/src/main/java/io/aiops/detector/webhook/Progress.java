package io.aiops.detector.webhook;

import java.time.Instant;

/**
 * How far a webhook has come, and what became of the last tries.
 *
 * @param ackedSeq the last event that is done with
 * @param triedSeq the event that the attempts were for
 * @param attempts tries for that event
 * @param failingSince null while the last try succeeded; that of an event where one waits
 * @param lastDeliveryAt the last success; null before the first
 * @param lastStatus HTTP status of the last try; null where there was no answer
 * @param lastError null where the last try succeeded
 */
record Progress(
    long ackedSeq,
    long triedSeq,
    int attempts,
    Instant failingSince,
    Instant lastDeliveryAt,
    Integer lastStatus,
    String lastError) {

  static Progress startingAfter(long seq) {
    return new Progress(seq, 0, 0, null, null, null, null);
  }

  /** Which try for this event would be the next one, from 1. */
  int nextAttempt(long seq) {
    return triedSeq == seq ? attempts + 1 : 1;
  }

  Progress acked(long seq) {
    return new Progress(
        Math.max(ackedSeq, seq),
        triedSeq,
        attempts,
        failingSince,
        lastDeliveryAt,
        lastStatus,
        lastError);
  }

  Progress tried(long seq, Outcome outcome, Instant now) {
    boolean taken = outcome.verdict() == Outcome.Verdict.TAKEN;
    Instant failing = failingSince == null ? now : failingSince;
    return new Progress(
        ackedSeq,
        seq,
        nextAttempt(seq),
        taken ? null : failing,
        taken ? now : lastDeliveryAt,
        outcome.status(),
        outcome.error());
  }

  /**
   * After something else than an event was sent: one that waits fails on, however well that went.
   */
  Progress repeated(Outcome outcome, Instant now) {
    Progress after = tried(triedSeq, outcome, now);
    boolean waits = attempts > 0 && triedSeq > ackedSeq;
    return new Progress(
        ackedSeq,
        triedSeq,
        attempts,
        waits ? failingSince : after.failingSince(),
        after.lastDeliveryAt(),
        after.lastStatus(),
        after.lastError());
  }

  /** For an address or a meaning that has changed: what was wrong may not be any more. */
  Progress anew() {
    return new Progress(ackedSeq, 0, 0, null, lastDeliveryAt, lastStatus, null);
  }
}
