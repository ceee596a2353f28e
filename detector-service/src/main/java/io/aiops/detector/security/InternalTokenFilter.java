package io.aiops.detector.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.problem.Problem;

/** Lets only the other services call what is between the services, where a token is configured. */
public class InternalTokenFilter {

  private static final String INTERNAL = "/internal/";
  private static final String BEARER = "Bearer ";

  private final Optional<byte[]> token;

  public InternalTokenFilter(AiopsConfig config) {
    this.token = config.internalToken().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @ServerRequestFilter
  public Optional<Response> check(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (token.isEmpty() || !path.startsWith(INTERNAL) || authorized(request)) {
      return Optional.empty();
    }
    return Optional.of(
        Response.status(Response.Status.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .type(Problem.MEDIA_TYPE)
            .entity(
                new Problem(
                    Problem.TYPE_PREFIX + "unauthorized",
                    "Unauthorized",
                    401,
                    "This call needs the bearer token of the services.",
                    path,
                    Map.of()))
            .build());
  }

  /** Compares in constant time, so that the answer's delay tells nothing about the token. */
  private boolean authorized(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    return header != null
        && header.startsWith(BEARER)
        && MessageDigest.isEqual(
            header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
            token.orElseThrow());
  }
}
