package io.aiops.detector.store;

/**
 * Gives the events of a transaction their {@code seq}. It comes last, so that the lock on the one
 * row of the sequence is held over the commit and little else: whoever is next reads the number
 * only when this commit is visible, and a rollback takes its numbers back. So numbers have no gaps,
 * and become visible in their order.
 */
final class Numbering {

  private Numbering() {}

  /** An event that stands there already is not announced twice. */
  static void store(Tx tx) {
    if (tx.events().isEmpty()) {
      return;
    }
    long last =
        tx.firstForUpdate(
                "SELECT value FROM sequence_number WHERE name = 'event'", row -> row.getLong(1))
            .orElseThrow();
    for (PendingEvent event : tx.events()) {
      last +=
          tx.update(
              """
              INSERT INTO event (seq, id, type, topic, time, detector_id, data)
              VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""",
              last + 1,
              event.id(),
              event.type(),
              event.topic(),
              event.time(),
              event.detectorId(),
              event.data());
    }
    tx.update("UPDATE sequence_number SET value = ? WHERE name = 'event'", last);
    tx.tell(News.EVENTS);
  }
}
