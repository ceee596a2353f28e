package io.aiops.gateway.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads who calls from the headers of a call, and makes the cookie that says so next time. */
@ApplicationScoped
class Callers {

  static final String COOKIE = "aiops_session";

  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private final Sessions sessions;

  Callers(Tokens tokens, Sessions sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** A token counts before a session; other schemes are those of a proxy on the way. */
  Claim of(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return tokens
          .find(authorization.substring(BEARER.length()).strip())
          .<Claim>map(token -> new Claim.Known(new Caller(token, null)))
          .orElseGet(Claim.WrongToken::new);
    }
    Cookie cookie = request.getCookie(COOKIE);
    if (cookie == null || cookie.getValue().isEmpty()) {
      return new Claim.Nobody();
    }
    return sessions
        .read(cookie.getValue())
        .<Claim>map(Claim.Known::new)
        .orElseGet(Claim.EndedSession::new);
  }

  Cookie cookie(HttpServerRequest request, Caller caller) {
    return cookie(request, sessions.write(caller.token(), caller.session()))
        .setMaxAge(sessions.secondsLeft(caller.session()));
  }

  /** Takes the cookie away. */
  Cookie noCookie(HttpServerRequest request) {
    return cookie(request, "").setMaxAge(0);
  }

  private static Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(request.isSSL() || cameByHttps(request));
  }

  /** A proxy that ends TLS says so; who lies about it harms only its own cookie. */
  private static boolean cameByHttps(HttpServerRequest request) {
    String protocol = request.getHeader("X-Forwarded-Proto");
    return protocol != null && protocol.split(",", -1)[0].strip().equalsIgnoreCase("https");
  }
}
