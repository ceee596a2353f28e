package io.aiops.gateway.security;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.aiops.gateway.config.GatewayConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Stands before everything else and lets nobody through who may not, where tokens are configured.
 */
@ApplicationScoped
public class Gate {

  /** Before the pass-through. */
  private static final int ORDER = -200;

  private static final String SOCKET = "/api/ws";
  private static final String HEALTH = "/q/health";
  private static final String CALLER = "aiops.caller";

  private final Tokens tokens;
  private final Callers callers;
  private final Sessions sessions;
  private final Origins origins;
  private final Refusals refusals;
  private final List<String> openPaths;

  Gate(
      Tokens tokens,
      Callers callers,
      Sessions sessions,
      Origins origins,
      Refusals refusals,
      GatewayConfig config) {
    this.tokens = tokens;
    this.callers = callers;
    this.sessions = sessions;
    this.origins = origins;
    this.refusals = refusals;
    this.openPaths = config.auth().openPaths();
  }

  /** Who was let in; empty where nobody is asked, and for a socket that says so itself. */
  public static Optional<Caller> caller(RoutingContext context) {
    return Optional.ofNullable(context.get(CALLER));
  }

  void register(@Observes Router router) {
    if (tokens.required()) {
      router.route().order(ORDER).handler(this::handle);
    }
  }

  private void handle(RoutingContext context) {
    String path = context.normalizedPath();
    if (open(path)) {
      context.next();
      return;
    }
    Claim claim = callers.of(context.request());
    if (claim instanceof Claim.Known known) {
      known(context, path, known.caller());
    } else if (claim instanceof Claim.WrongToken && !path.equals(SOCKET)) {
      refusals.wrongToken(context);
    } else if (path.equals(SOCKET)) {
      socket(context, claim);
    } else {
      refusals.unknown(context, claim);
    }
  }

  private void known(RoutingContext context, String path, Caller caller) {
    HttpServerRequest request = context.request();
    boolean reads = Permission.reads(request.method()) && !path.equals(SOCKET);
    if (caller.byCookie() && !reads && origins.foreign(request)) {
      refusals.foreignPage(context);
    } else if (caller.token().role() == Role.VIEWER
        && Permission.needed(request.method(), path, request.params()) == Role.OPERATOR) {
      refusals.viewer(context, caller);
    } else {
      if (caller.byCookie() && !path.equals(SOCKET)) {
        renew(context, caller);
      }
      context.put(CALLER, caller);
      context.next();
    }
  }

  /** A browser cannot see why an upgrade was refused: the socket itself says it. */
  private void socket(RoutingContext context, Claim claim) {
    long seconds = claim instanceof Claim.WrongToken ? refusals.throttled(context) : 0;
    if (seconds > 0) {
      refusals.tooMany(context, seconds);
    } else {
      context.next();
    }
  }

  private void renew(RoutingContext context, Caller caller) {
    sessions
        .renewed(caller.session())
        .map(session -> new Caller(caller.token(), session))
        .ifPresent(
            renewed -> context.response().addCookie(callers.cookie(context.request(), renewed)));
  }

  /**
   * What needs no token: health, the dashboard's files, sign-in, and the callback, which has a
   * token of its own. A path that the layers behind may read in another way is never open.
   */
  private boolean open(String path) {
    int end = path.indexOf('/', 1);
    String first = path.substring(0, end < 0 ? path.length() : end);
    if (path.indexOf(';') >= 0 || first.indexOf('%') >= 0 || first.indexOf('\\') >= 0) {
      return false;
    }
    if (path.equals(SessionCalls.PATH)) {
      return true;
    }
    if (under(path, "/q")) {
      return under(path, HEALTH) || openPaths.stream().anyMatch(open -> under(path, open));
    }
    return !under(path, "/api");
  }

  private static boolean under(String path, String parent) {
    return path.regionMatches(true, 0, parent, 0, parent.length())
        && (path.length() == parent.length() || path.charAt(parent.length()) == '/');
  }
}
