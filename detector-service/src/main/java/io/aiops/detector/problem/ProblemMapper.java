package io.aiops.detector.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import io.aiops.detector.store.StorageException;
import io.vertx.core.http.HttpClosedException;

/** The one place where exceptions become problem+json. */
public class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  /** Advice of the parser to who wrote the program: it says nothing to who sent the text. */
  private static final Pattern PARSER_SETTINGS =
      Pattern.compile(
          " ?\\(start marker at \\[[^\\]]*]\\)| \\(bound as `[^`]*`\\)"
              + "|(?:: enable|: not allowed as per|, from) `[^`]*`(?: to allow)?");

  @ServerExceptionMapper
  public Response domain(DomainException e, UriInfo uri) {
    Response.ResponseBuilder answer =
        answer(e.slug(), e.title(), e.status(), e.getMessage(), uri, e.members());
    if (e.retryAfterSeconds() > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
    }
    return answer.build();
  }

  @ServerExceptionMapper
  public Response storage(StorageException e, UriInfo uri) {
    LOG.errorf(
        "The database refused a transaction path=%s error=%s", uri.getPath(), e.getMessage());
    return domain(UnavailableException.storage(e.getMessage()), uri);
  }

  @ServerExceptionMapper
  public Response json(JsonProcessingException e, UriInfo uri) {
    return domain(InvalidInputException.of("body", "is not valid JSON: " + where(e)), uri);
  }

  /** Named apart because the framework brings its own mapper for this subclass. */
  @ServerExceptionMapper
  public Response mismatch(MismatchedInputException e, UriInfo uri) {
    return json(e, uri);
  }

  /** What the framework itself refuses: unknown path, method, media type, a body too large. */
  @ServerExceptionMapper
  public Response framework(WebApplicationException e, UriInfo uri) {
    if (e.getCause() instanceof JsonProcessingException cause) {
      return json(cause, uri);
    }
    Response original = e.getResponse();
    String title = original.getStatusInfo().getReasonPhrase();
    Response.ResponseBuilder answer =
        answer(slug(title), title, original.getStatus(), detail(original, uri), uri, Map.of());
    List<Object> allow = original.getHeaders().get(HttpHeaders.ALLOW);
    if (allow != null) {
      allow.forEach(value -> answer.header(HttpHeaders.ALLOW, value));
    }
    return answer.build();
  }

  @ServerExceptionMapper
  public Response unexpected(Exception e, UriInfo uri) {
    if (callerLeft(e)) {
      LOG.debugf("A caller went away in the middle of a request path=%s", uri.getPath());
      return answer("incomplete", "Incomplete", 400, "The body ended early.", uri, Map.of())
          .build();
    }
    LOG.errorf(e, "A request failed unexpectedly path=%s", uri.getPath());
    return answer(
            "internal",
            "Internal error",
            500,
            "The request failed unexpectedly; the service's log says why.",
            uri,
            Map.of())
        .build();
  }

  private static boolean callerLeft(Throwable failure) {
    return failure != null
        && (failure instanceof HttpClosedException || callerLeft(failure.getCause()));
  }

  private static Response.ResponseBuilder answer(
      String slug,
      String title,
      int status,
      String detail,
      UriInfo uri,
      Map<String, Object> members) {
    return Response.status(status)
        .type(Problem.MEDIA_TYPE)
        .entity(
            new Problem(Problem.TYPE_PREFIX + slug, title, status, detail, uri.getPath(), members));
  }

  private static String slug(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static String detail(Response original, UriInfo uri) {
    return switch (original.getStatus()) {
      case 404 -> "There is nothing at " + uri.getPath() + ".";
      case 405 -> "This method is not allowed here.";
      case 413 -> "The body is larger than this service accepts.";
      case 415 -> "The body must be application/json.";
      default -> original.getStatusInfo().getReasonPhrase();
    };
  }

  private static String where(JsonProcessingException e) {
    String what = PARSER_SETTINGS.matcher(e.getOriginalMessage()).replaceAll("");
    return e.getLocation() == null
        ? what
        : what
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}
