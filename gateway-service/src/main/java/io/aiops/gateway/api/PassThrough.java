package io.aiops.gateway.api;

import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Passes {@code /api/**} to the service that owns it; bodies stream in both directions. */
@ApplicationScoped
public class PassThrough {

  private static final String SOURCES = "/api/sources";

  private static final String SOCKET = "/api/ws";

  /** What this service answers itself. */
  private static final Set<String> OWN = Set.of(SOCKET, "/api/events", "/api/session");

  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private static final String SLASH = "(?:/|\\\\|%2f|%5c)";
  private static final Pattern UP =
      Pattern.compile(SLASH + "(?:\\.|%2e){2}(?:" + SLASH + "|$)", Pattern.CASE_INSENSITIVE);

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
      var unused =
          Answers.problem(
              context,
              mapper,
              Problem.of("not-found", "Not found", 404, "There is nothing at " + path + ".", path));
    }
  }

  private void handle(RoutingContext context) {
    String path = context.normalizedPath();
    if (ofForeignPage(context.request(), path)) {
      var unused =
          Answers.problem(
              context,
              mapper,
              Problem.of(
                  "cross-site",
                  "Forbidden",
                  403,
                  "A page of another site must not do this.",
                  path));
      return;
    }
    if (OWN.contains(path)) {
      own(context, path);
      return;
    }
    if (climbs(path)) {
      var unused =
          Answers.problem(
              context,
              mapper,
              Problem.of(
                  "validation", "Invalid input", 400, "A path must not contain \"..\".", path));
      return;
    }
    if (climbs(context.request().path())) {
      // The service sees the path that was checked, not one that it may read in another way.
      String query = context.request().query();
      context.reroute(query == null ? path : path + "?" + query);
      return;
    }
    if (tooLarge(context.request())) {
      Answers.refuseAndClose(context, mapper, Problem.tooLarge(maxBody, path));
      return;
    }
    boolean sources = path.equals(SOURCES) || path.startsWith(SOURCES + "/");
    (sources ? ingest : detector).pass(context.request());
  }

  private void own(RoutingContext context, String path) {
    if (path.equals(SOCKET)
        && !"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
      context.response().putHeader(HttpHeaders.UPGRADE, "websocket");
      var unused =
          Answers.problem(
              context,
              mapper,
              Problem.of(
                  "upgrade-required",
                  "Upgrade required",
                  426,
                  "This address speaks WebSocket only.",
                  path));
      return;
    }
    context.next();
  }

  /**
   * Whether a browser says that a page of another site asks for a change or for the socket (Fetch
   * Metadata, W3C): such a page needs no answer to do harm, where the API asks nobody who they are.
   * Programs do not say where they come from, and are let in.
   */
  private static boolean ofForeignPage(HttpServerRequest request, String path) {
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        && (path.equals(SOCKET) || !READING.contains(request.method()));
  }

  /** Whether a path has a step up, however its slashes and dots are written. */
  private static boolean climbs(String path) {
    return path != null && UP.matcher(path).find();
  }

  private boolean tooLarge(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length != null && Long.parseLong(length) > maxBody;
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
