package io.aiops.gateway.security;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.api.Answers;
import io.aiops.gateway.api.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/** The answers to whoever is not let in. */
@ApplicationScoped
class Refusals {

  private static final String CHALLENGE = "Bearer realm=\"aiops\"";

  private final ObjectMapper mapper;
  private final AuthMetrics metrics;
  private final Throttle throttle;

  Refusals(ObjectMapper mapper, AuthMetrics metrics, Throttle throttle) {
    this.mapper = mapper;
    this.metrics = metrics;
    this.throttle = throttle;
  }

  /** 401: nobody said who calls, or the session is over. */
  void unknown(RoutingContext context, Claim claim) {
    boolean ended = claim instanceof Claim.EndedSession;
    metrics.refused(ended ? "session" : "missing");
    unauthorized(
        context,
        CHALLENGE,
        ended ? "The session is over." : "This call needs a token, or a session of the dashboard.");
  }

  /** 401, or 429 where an address sends too many. */
  void wrongToken(RoutingContext context) {
    long seconds = throttled(context);
    if (seconds > 0) {
      tooMany(context, seconds);
    } else {
      metrics.refused("token");
      unauthorized(context, CHALLENGE + ", error=\"invalid_token\"", "The token is not known.");
    }
  }

  /** Counts a wrong token; answers for how many seconds no more are taken, 0 where they are. */
  long throttled(RoutingContext context) {
    SocketAddress address = context.request().remoteAddress();
    String host = address == null ? null : address.hostAddress();
    return throttle.wrong(host == null ? "" : host);
  }

  void tooMany(RoutingContext context, long seconds) {
    metrics.refused("throttled");
    context.response().putHeader("Retry-After", Long.toString(seconds));
    refuse(
        context,
        "too-many-attempts",
        "Too many requests",
        429,
        "Too many wrong tokens came from this address.");
  }

  void viewer(RoutingContext context, Caller caller) {
    metrics.refused("role");
    refuse(
        context,
        "forbidden",
        "Forbidden",
        403,
        caller.token().name() + " is a viewer; this call needs an operator.");
  }

  void foreignPage(RoutingContext context) {
    metrics.refused("origin");
    refuse(context, "cross-site", "Forbidden", 403, "A page of another site must not do this.");
  }

  private void unauthorized(RoutingContext context, String challenge, String detail) {
    context.response().putHeader("WWW-Authenticate", challenge);
    refuse(context, "unauthorized", "Unauthorized", 401, detail);
  }

  void refuse(RoutingContext context, String slug, String title, int status, String detail) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    Answers.refuse(
        context, mapper, Problem.of(slug, title, status, detail, context.normalizedPath()));
  }
}
