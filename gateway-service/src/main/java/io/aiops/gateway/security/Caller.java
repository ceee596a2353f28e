package io.aiops.gateway.security;

import java.util.Objects;

/**
 * Who calls.
 *
 * @param session made with the token; null where the token itself was sent
 */
public record Caller(ApiToken token, Session session) {

  public Caller {
    Objects.requireNonNull(token, "token");
  }

  /** Whether a browser sends it by itself, so that another page could use it. */
  boolean byCookie() {
    return session != null;
  }
}
