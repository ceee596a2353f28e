package io.aiops.gateway.security;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.api.Answers;
import io.aiops.gateway.api.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Sign in, sign out, and who is signed in: {@code /api/session}. */
@ApplicationScoped
class SessionCalls {

  static final String PATH = "/api/session";

  /** After the pass-through, which refuses pages of other sites. */
  private static final int ORDER = -90;

  /** A token in JSON. */
  private static final int LARGEST_BODY = 4096;

  private final Tokens tokens;
  private final Sessions sessions;
  private final Callers callers;
  private final Origins origins;
  private final Refusals refusals;
  private final ObjectMapper mapper;

  SessionCalls(
      Tokens tokens,
      Sessions sessions,
      Callers callers,
      Origins origins,
      Refusals refusals,
      ObjectMapper mapper) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.callers = callers;
    this.origins = origins;
    this.refusals = refusals;
    this.mapper = mapper;
  }

  /**
   * Who is signed in.
   *
   * @param required whether calls need a token
   * @param name of the token's owner; null where nobody is signed in, as the following
   * @param role viewer or operator
   * @param expiresAt when the session ends if nothing more is called; null with a token
   */
  @RegisterForReflection
  record State(
      boolean authenticated, boolean required, String name, String role, Instant expiresAt) {}

  void register(@Observes Router router) {
    router.route(PATH).order(ORDER).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    switch (context.request().method().name()) {
      case "GET", "HEAD" -> show(context);
      case "POST" -> signIn(context);
      case "DELETE" -> signOut(context);
      default -> {
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST, DELETE");
        refusals.refuse(
            context,
            "method-not-allowed",
            "Method not allowed",
            405,
            "A session is read, made or ended.");
      }
    }
  }

  private void show(RoutingContext context) {
    Optional<Caller> caller =
        callers.of(context.request()) instanceof Claim.Known known
            ? Optional.of(known.caller())
            : Optional.empty();
    var unused = Answers.json(context, mapper, state(caller));
  }

  private State state(Optional<Caller> caller) {
    return caller
        .map(
            known ->
                new State(
                    true,
                    true,
                    known.token().name(),
                    known.token().role().text(),
                    known.byCookie() ? sessions.end(known.session()) : null))
        .orElseGet(() -> new State(false, tokens.required(), null, null, null));
  }

  private void signOut(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (origins.foreign(request)) {
      refusals.foreignPage(context);
      return;
    }
    if (callers.of(request) instanceof Claim.Known known && known.caller().byCookie()) {
      sessions.end(known.caller());
    }
    context.response().addCookie(callers.noCookie(request)).setStatusCode(204).end();
  }

  private void signIn(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (origins.foreign(request)) {
      refusals.foreignPage(context);
    } else if (!tokens.required()) {
      refusals.refuse(
          context,
          "authentication-off",
          "Conflict",
          409,
          "No tokens are configured: everybody may call.");
    } else if (!isJson(request)) {
      refusals.refuse(
          context,
          "unsupported-media-type",
          "Unsupported media type",
          415,
          "The body must be application/json.");
    } else if (!isShort(request)) {
      refusals.refuse(
          context,
          "too-large",
          "Content too large",
          413,
          "The body must say its length, at most " + LARGEST_BODY + " bytes.");
    } else {
      request.body().onSuccess(body -> signIn(context, body)).onFailure(context::fail);
      // It waits until somebody wants its body.
      request.resume();
    }
  }

  private static boolean isJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  private static boolean isShort(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length != null && Integer.parseInt(length) <= LARGEST_BODY;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void signIn(RoutingContext context, Buffer body) {
    List<Problem.Violation> violations = new ArrayList<>();
    String secret = token(body, violations);
    if (!violations.isEmpty()) {
      var unused = Answers.problem(context, mapper, Problem.invalid(violations, PATH));
      return;
    }
    Optional<ApiToken> token = tokens.find(secret);
    if (token.isEmpty()) {
      refusals.wrongToken(context);
      return;
    }
    Caller caller = new Caller(token.orElseThrow(), sessions.begin(token.orElseThrow()));
    context.response().addCookie(callers.cookie(context.request(), caller));
    var unused = Answers.json(context, mapper, state(Optional.of(caller)));
  }

  private String token(Buffer body, List<Problem.Violation> violations) {
    JsonNode json;
    try {
      json =
          mapper
              .reader()
              .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(body.getBytes());
    } catch (IOException e) {
      json = null;
    }
    if (json == null || !json.isObject()) {
      violations.add(new Problem.Violation("body", "must be a JSON object"));
      return "";
    }
    for (String field : (Iterable<String>) json::fieldNames) {
      if (!field.equals("token")) {
        violations.add(new Problem.Violation(field, "is not a known field"));
      }
    }
    JsonNode token = json.path("token");
    if (!token.isTextual() || token.textValue().isBlank()) {
      violations.add(new Problem.Violation("token", "must be a string with a token"));
    }
    return token.asText().strip();
  }
}
