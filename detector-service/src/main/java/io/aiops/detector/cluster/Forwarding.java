package io.aiops.detector.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.aiops.detector.json.Json;
import io.aiops.detector.problem.Problem;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends a call to the replica that owns what it is about: one hop, and one more while it moves. A
 * call that meets no owner waits a moment, because what is given back is soon taken; then it is
 * refused, to be sent again later.
 */
@ApplicationScoped
public class Forwarding {

  /** Names who has forwarded a call, with commas. */
  static final String FORWARDED_BY = "Aiops-Forwarded-By";

  /** One to the owner, and one more from an owner that has just given the detector back. */
  private static final int MOST_HOPS = 2;

  /** A detector that a stopping replica gives back is at home elsewhere within a second. */
  private static final long PATIENCE_MILLIS = 5000;

  private static final long LOOK_AGAIN_MILLIS = 100;

  /** Before the routes of the framework. */
  private static final int ORDER = -100;

  private final Ownership ownership;
  private final LeaseStore store;
  private final Database database;
  private final Peers peers;
  private final Json json;
  private final Calls calls;

  public Forwarding(
      Ownership ownership,
      LeaseStore store,
      Database database,
      Peers peers,
      Json json,
      Calls calls) {
    this.ownership = ownership;
    this.store = store;
    this.database = database;
    this.peers = peers;
    this.json = json;
    this.calls = calls;
  }

  void register(@Observes Router router) {
    if (ownership.shared()) {
      router.route("/api/*").order(ORDER).handler(this::handle);
      router.route("/internal/*").order(ORDER).handler(this::handle);
    }
  }

  /** Where a call goes: here, to a peer, or nowhere at the moment. */
  private record Way(String name, boolean here, String peer) {
    static Way here(String name) {
      return new Way(name, true, null);
    }
  }

  private void handle(RoutingContext context) {
    Optional<Target> target =
        Target.of(context.request().method().name(), context.normalizedPath());
    if (target.isEmpty() || admitted(context, target.get())) {
      context.next();
      return;
    }
    context.request().pause();
    look(context, target.get(), System.nanoTime() / 1_000_000 + PATIENCE_MILLIS);
  }

  /** Counted first and asked then, so that none slips in while the detector is given back. */
  private boolean admitted(RoutingContext context, Target target) {
    calls.begin(target.id());
    if (ownership.owns(target.id())) {
      context.addEndHandler(ended -> calls.end(target.id()));
      return true;
    }
    calls.end(target.id());
    return false;
  }

  private void look(RoutingContext context, Target target, long untilMillis) {
    Callable<Way> looking = () -> way(target);
    context
        .vertx()
        .executeBlocking(looking, false)
        .onSuccess(way -> go(context, target, way, untilMillis))
        .onFailure(context::fail);
  }

  private void go(RoutingContext context, Target target, Way way, long untilMillis) {
    if (way.here() && (!ownership.owns(target.id()) || admitted(context, target))) {
      // Still paused: whoever reads the body resumes it.
      context.next();
    } else if (way.peer() != null && hops(context) < MOST_HOPS) {
      peers.pass(context.request(), way.peer(), ownership.address());
    } else if (System.nanoTime() / 1_000_000 < untilMillis && !context.response().closed()) {
      context.vertx().setTimer(LOOK_AGAIN_MILLIS, timer -> look(context, target, untilMillis));
    } else {
      context.request().resume();
      refuse(context, way.name());
    }
  }

  private static int hops(RoutingContext context) {
    String by = context.request().getHeader(FORWARDED_BY);
    return by == null ? 0 : by.split(",", -1).length;
  }

  private Way way(Target target) {
    try {
      return database.read(
          tx -> {
            Optional<String> name =
                switch (target.kind()) {
                  case OWNED -> Optional.of(target.id());
                  case PULL -> store.ownerOfPull(tx, target.id());
                  case JOB -> store.ownerOfJob(tx, target.id());
                  case ANOMALY -> store.detectorOfAnomaly(tx, target.id());
                };
            if (name.isEmpty() || ownership.owns(name.get()) || !store.exists(tx, name.get())) {
              return Way.here(target.id());
            }
            String peer =
                store
                    .owner(tx, name.get())
                    .map(Ownership.Owner::address)
                    .filter(address -> !address.equals(ownership.address()))
                    .orElse(null);
            return new Way(name.get(), false, peer);
          });
    } catch (StorageException e) {
      // Memory still answers questions, and what would be written is refused with the reason.
      return Way.here(target.id());
    }
  }

  private void refuse(RoutingContext context, String name) {
    UnavailableException why = UnavailableException.elsewhere(name);
    Problem problem =
        new Problem(
            Problem.TYPE_PREFIX + why.slug(),
            why.title(),
            why.status(),
            why.getMessage(),
            context.normalizedPath(),
            Map.of());
    var unused =
        context
            .response()
            .setStatusCode(why.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
            .putHeader("Retry-After", Integer.toString(why.retryAfterSeconds()))
            .end(json.write(problem));
  }
}
