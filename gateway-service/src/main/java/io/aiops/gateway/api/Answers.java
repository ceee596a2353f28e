package io.aiops.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Answers of routes that are no resources. */
public final class Answers {

  /** The rest of a body that is still read, so that the connection can be used again. */
  private static final long SMALL_BODY = 1 << 16;

  private Answers() {}

  public static Future<Void> problem(RoutingContext context, ObjectMapper mapper, Problem problem) {
    context.response().setStatusCode(problem.status());
    return write(context, mapper, Problem.MEDIA_TYPE, problem);
  }

  public static Future<Void> json(RoutingContext context, ObjectMapper mapper, Object body) {
    return write(context, mapper, "application/json", body);
  }

  /** A problem with a call of which nothing was read. */
  public static void refuse(RoutingContext context, ObjectMapper mapper, Problem problem) {
    if (hasSmallBody(context.request())) {
      var unused = problem(context, mapper, problem).onComplete(sent -> context.request().resume());
    } else {
      refuseAndClose(context, mapper, problem);
    }
  }

  /** What the client still sends is not read, so nothing else can follow on this connection. */
  static void refuseAndClose(RoutingContext context, ObjectMapper mapper, Problem problem) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    var unused =
        problem(context, mapper, problem)
            .onComplete(sent -> context.request().connection().close());
  }

  private static boolean hasSmallBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null
          ? !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
          : Long.parseLong(length) <= SMALL_BODY;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Future<Void> write(
      RoutingContext context, ObjectMapper mapper, String type, Object body) {
    try {
      return context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, type)
          .end(Buffer.buffer(mapper.writeValueAsBytes(body)));
    } catch (JsonProcessingException e) {
      context.fail(e);
      return Future.failedFuture(e);
    }
  }
}
