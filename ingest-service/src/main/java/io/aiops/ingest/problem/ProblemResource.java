package io.aiops.ingest.problem;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into a problem. */
public final class ProblemResource {

  private static final Logger LOG = Logger.getLogger(ProblemResource.class);

  @ServerExceptionMapper
  Response problem(ProblemException e, UriInfo uri) {
    return answer(
        new Problem(
            Problem.TYPE + e.slug(),
            e.title(),
            e.status(),
            e.getMessage(),
            uri.getPath(),
            e.violations()),
        e.retryAfter());
  }

  @ServerExceptionMapper
  Response http(WebApplicationException e, UriInfo uri) {
    int status = e.getResponse().getStatus();
    Response.StatusType known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    String detail =
        switch (status) {
          case 404 -> "there is nothing at " + uri.getPath();
          case 405 -> "the method is not allowed at " + uri.getPath();
          default -> title;
        };
    Response answer =
        answer(
            of(title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, status, detail, uri),
            Optional.empty());
    return e instanceof NotAllowedException && e.getResponse().getHeaderString("Allow") != null
        ? Response.fromResponse(answer)
            .header("Allow", e.getResponse().getHeaderString("Allow"))
            .build()
        : answer;
  }

  @ServerExceptionMapper
  Response unforeseen(RuntimeException e, UriInfo uri) {
    LOG.errorf(e, "A request failed. path=%s", uri.getPath());
    return answer(
        of("internal", "Internal error", 500, "the request failed for an unforeseen reason", uri),
        Optional.empty());
  }

  private static Problem of(String slug, String title, int status, String detail, UriInfo uri) {
    return new Problem(Problem.TYPE + slug, title, status, detail, uri.getPath(), List.of());
  }

  private static Response answer(Problem problem, Optional<Duration> retryAfter) {
    Response.ResponseBuilder answer =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    retryAfter.ifPresent(pause -> answer.header("Retry-After", Math.max(1, pause.toSeconds())));
    return answer.build();
  }
}
