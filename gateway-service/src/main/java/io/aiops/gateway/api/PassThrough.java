package io.aiops.gateway.api;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Passes {@code /api/**} to the service that owns it; bodies stream in both directions. */
@ApplicationScoped
public class PassThrough {

  private static final String SOURCES = "/api/sources";

  /** What this service answers itself. */
  private static final Set<String> OWN = Set.of("/api/ws", "/api/events");

  /** Before the routes of the framework. */
  private static final int ORDER = -100;

  private final Upstream detector;
  private final Upstream ingest;
  private final ObjectMapper mapper;
  private final long maxBody;

  PassThrough(Vertx vertx, GatewayConfig config, ObjectMapper mapper, UpstreamMetrics metrics) {
    this.mapper = mapper;
    this.detector =
        new Upstream("detector-service", config.detectorUrl(), vertx, config, mapper, metrics);
    this.ingest =
        new Upstream("ingest-service", config.ingestUrl(), vertx, config, mapper, metrics);
    this.maxBody = config.upstream().maxBody().asLongValue();
  }

  void register(@Observes Router router) {
    router.route("/api/*").order(ORDER).handler(this::handle);
    router.route("/internal/*").order(ORDER).handler(this::refuseInternal);
  }

  /** What is between the services stays there, but for the callback of events. */
  private void refuseInternal(RoutingContext context) {
    if (context.normalizedPath().equals("/internal/v1/events")) {
      context.next();
    } else {
      String path = context.request().path();
      answer(
          context,
          Problem.of("not-found", "Not found", 404, "There is nothing at " + path + ".", path));
    }
  }

  private void handle(RoutingContext context) {
    String path = context.normalizedPath();
    if (OWN.contains(path)) {
      context.next();
      return;
    }
    if (tooLarge(context.request())) {
      answer(
          context,
          Problem.of(
              "too-large",
              "Content too large",
              413,
              "The body is larger than " + maxBody + " bytes.",
              path));
      return;
    }
    boolean sources = path.equals(SOURCES) || path.startsWith(SOURCES + "/");
    (sources ? ingest : detector).pass(context.request());
  }

  private boolean tooLarge(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length != null && Long.parseLong(length) > maxBody;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private void answer(RoutingContext context, Problem problem) {
    try {
      context
          .response()
          .setStatusCode(problem.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .end(Buffer.buffer(mapper.writeValueAsBytes(problem)));
    } catch (JsonProcessingException e) {
      context.fail(e);
    }
  }
}
