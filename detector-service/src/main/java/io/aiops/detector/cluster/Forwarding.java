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
 * Sends a call to the replica that owns what it is about: one hop, and no further. A call that
 * meets no owner is refused, to be sent again a moment later.
 */
@ApplicationScoped
public class Forwarding {

  /** Names who has forwarded a call. */
  static final String FORWARDED_BY = "Aiops-Forwarded-By";

  /** Before the routes of the framework. */
  private static final int ORDER = -100;

  private final Ownership ownership;
  private final LeaseStore store;
  private final Database database;
  private final Peers peers;
  private final Json json;

  public Forwarding(
      Ownership ownership, LeaseStore store, Database database, Peers peers, Json json) {
    this.ownership = ownership;
    this.store = store;
    this.database = database;
    this.peers = peers;
    this.json = json;
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
    if (target.isEmpty() || ownership.owns(target.get().id())) {
      context.next();
      return;
    }
    context.request().pause();
    Callable<Way> looking = () -> way(target.get());
    context
        .vertx()
        .executeBlocking(looking, false)
        .onSuccess(way -> go(context, way))
        .onFailure(context::fail);
  }

  private void go(RoutingContext context, Way way) {
    if (way.here()) {
      // Still paused: whoever reads the body resumes it.
      context.next();
    } else if (way.peer() == null || context.request().getHeader(FORWARDED_BY) != null) {
      context.request().resume();
      refuse(context, way.name());
    } else {
      peers.pass(context.request(), way.peer(), ownership.address());
    }
  }

  private Way way(Target target) {
    try {
      return database.read(
          tx -> {
            Optional<String> name =
                switch (target.kind()) {
                  case OWNED -> Optional.of(target.id());
                  case PULL -> store.detectorOfPull(tx, target.id());
                  case JOB -> store.detectorOfJob(tx, target.id());
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
