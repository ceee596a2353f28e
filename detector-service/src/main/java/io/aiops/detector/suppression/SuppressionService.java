package io.aiops.detector.suppression;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.problem.ConflictException;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.problem.PreconditionFailedException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/** The life of suppressions. */
@ApplicationScoped
class SuppressionService {

  private final Database database;
  private final SuppressionStore store;
  private final Clock clock;
  private final int most;

  SuppressionService(Database database, SuppressionStore store, Clock clock, AiopsConfig config) {
    this.database = database;
    this.store = store;
    this.clock = clock;
    this.most = config.limits().suppressions();
  }

  SuppressionList list(SuppressionQuery query) {
    Instant now = now();
    return query.of(database.read(store::all).stream().map(one -> one.at(now)).toList());
  }

  Suppression get(String id) {
    return database.read(tx -> find(tx, id)).at(now());
  }

  Suppression create(Rule rule) {
    return database.write(
        tx -> {
          store.change(tx);
          if (store.count(tx) >= most) {
            throw UnavailableException.limit(
                "There are "
                    + most
                    + " suppressions, the most that are configured (limits.suppressions).");
          }
          long number = tx.next("suppression");
          Suppression created = Suppression.of("suppression_" + number, rule, now());
          refuseTakenName(tx, created);
          refuseUnknownDetector(tx, rule);
          store.insert(tx, number, created);
          return created;
        });
  }

  /**
   * @param ifMatch the entity tags that the caller accepts; null for any
   */
  Suppression update(String id, Rule rule, String ifMatch) {
    return database.write(
        tx -> {
          store.change(tx);
          Suppression before = find(tx, id);
          PreconditionFailedException.refuseOther("suppression", before.entityTag(), ifMatch);
          Suppression after = before.with(rule, now());
          refuseTakenName(tx, after);
          if (rule.detectorId() != null && !rule.detectorId().equals(before.rule().detectorId())) {
            refuseUnknownDetector(tx, rule);
          }
          store.update(tx, after);
          return after;
        });
  }

  void delete(String id, String ifMatch) {
    database.run(
        tx -> {
          store.change(tx);
          PreconditionFailedException.refuseOther("suppression", find(tx, id).entityTag(), ifMatch);
          store.delete(tx, id);
        });
  }

  private Suppression find(Tx tx, String id) {
    return store.find(tx, id).orElseThrow(() -> new NotFoundException("suppression", id));
  }

  private void refuseTakenName(Tx tx, Suppression suppression) {
    String name = suppression.rule().name();
    if (store.nameTaken(tx, name, suppression.id())) {
      throw new ConflictException(
          "name-taken", "Another suppression has the name \"" + name + "\"; names are unique.");
    }
  }

  private void refuseUnknownDetector(Tx tx, Rule rule) {
    if (rule.detectorId() != null && !store.detectorExists(tx, rule.detectorId())) {
      throw InvalidInputException.of("detector_id", "there is no detector with this id");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
