package io.aiops.gateway.api;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;

/** One service behind the gateway. One that is down or silent becomes a problem, never a hang. */
final class Upstream {

  private static final Logger LOG = Logger.getLogger(Upstream.class);

  /** Requests that may wait for a connection, per connection that there can be. */
  private static final int WAITING_PER_CONNECTION = 32;

  /** A connection that cannot be made shall fail as such, before the wait for one ends. */
  private static final long LONGER_THAN_CONNECT_MILLIS = 500;

  /** They are for this door: the services behind it ask for a token of their own. */
  private static final List<CharSequence> CREDENTIALS =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE);

  private static final int FIRST_SERVER_ERROR = 500;

  private final String name;
  private final HttpProxy proxy;
  private final ObjectMapper mapper;
  private final UpstreamMetrics metrics;
  private final long maxBody;

  Upstream(
      String name,
      URI url,
      Vertx vertx,
      GatewayConfig config,
      ObjectMapper mapper,
      UpstreamMetrics metrics) {
    this.name = name;
    this.mapper = mapper;
    this.metrics = metrics;
    GatewayConfig.Upstreams settings = config.upstream();
    this.maxBody = settings.maxBody().asLongValue();
    HttpClientOptions options =
        new HttpClientOptions()
            .setKeepAlive(true)
            .setTcpNoDelay(true)
            .setDecompressionSupported(false)
            .setSsl("https".equals(url.getScheme()))
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setMaxPoolSize(settings.connections())
            .setMaxWaitQueueSize(settings.connections() * WAITING_PER_CONNECTION);
    RequestOptions request =
        new RequestOptions()
            .setHost(url.getHost())
            .setPort(port(url))
            // Bounds the wait for one of the pool as well.
            .setConnectTimeout(settings.connectTimeout().toMillis() + LONGER_THAN_CONNECT_MILLIS)
            .setIdleTimeout(settings.timeout().toMillis());
    this.proxy =
        HttpProxy.reverseProxy(
                new ProxyOptions().setSupportWebSocket(false), vertx.createHttpClient(options))
            .origin(
                context ->
                    context
                        .client()
                        .request(new RequestOptions(request))
                        .recover(Upstream::withoutConnection))
            .addInterceptor(new Failures());
  }

  /** Nothing was sent where there was no connection in time. */
  private static <T> Future<T> withoutConnection(Throwable failure) {
    return Future.failedFuture(timeout(failure) ? new NoConnectionException() : failure);
  }

  private static boolean timeout(Throwable failure) {
    return failure instanceof TimeoutException && !(failure instanceof ConnectException);
  }

  /** All connections are in use, and none became free in time. */
  private static final class NoConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    NoConnectionException() {
      super("no connection became free in time", null, false, false);
    }
  }

  private static int port(URI url) {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? 443 : 80;
  }

  void pass(HttpServerRequest request) {
    metrics.passed(name);
    proxy.handle(request);
  }

  private final class Failures implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      HttpServerRequest request = context.request().proxiedRequest();
      dropNominated(context.request().headers());
      CREDENTIALS.forEach(context.request().headers()::remove);
      if (repeatable(request)) {
        context.request().setBody(null);
        request.resume();
        return context
            .sendRequest()
            .recover(
                failure -> stale(failure) ? context.sendRequest() : Future.failedFuture(failure))
            .recover(failure -> answer(context, problem(request, failure)));
      }
      BoundedBody body = bounded(context.request());
      return context
          .sendRequest()
          .recover(
              failure ->
                  body != null && body.exceeded()
                      ? refuse(context)
                      : answer(context, problem(request, failure)));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
      dropNominated(context.response().headers());
      return context.sendResponse();
    }
  }

  /** Headers that the sender says are for this hop only, RFC 9110, 7.6.1. */
  private static void dropNominated(MultiMap headers) {
    for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String header : value.split(",", -1)) {
        if (!header.isBlank()) {
          headers.remove(header.strip());
        }
      }
    }
  }

  /** Whether a request may be sent again: it changes nothing, and has no body that is used up. */
  private static boolean repeatable(HttpServerRequest request) {
    return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
        && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** A connection that the service had closed when the request was on its way. */
  private static boolean stale(Throwable failure) {
    return failure instanceof HttpClosedException || failure instanceof SocketException;
  }

  /** A body without a length is counted while it passes; null where the length is known. */
  private BoundedBody bounded(ProxyRequest request) {
    if (request.getBody() == null || request.getBody().length() >= 0) {
      return null;
    }
    BoundedBody body = new BoundedBody(request.getBody().stream(), maxBody);
    request.setBody(Body.body(body));
    return body;
  }

  /** The rest of the body is not wanted: the connection ends with the answer. */
  private Future<ProxyResponse> refuse(ProxyContext context) {
    HttpServerRequest request = context.request().proxiedRequest();
    request.response().bodyEndHandler(end -> request.connection().close());
    return answer(context, Problem.tooLarge(maxBody, request.path()))
        .onSuccess(response -> response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
  }

  private Problem problem(HttpServerRequest request, Throwable failure) {
    if (failure instanceof ConnectionPoolTooBusyException
        || failure instanceof NoConnectionException) {
      metrics.failed(name, "busy");
      return Problem.of(
          "upstream-busy",
          "Service unavailable",
          503,
          "Too many requests wait for the " + name + ".",
          request.path());
    }
    boolean slow = timeout(failure);
    metrics.failed(name, slow ? "timeout" : "unreachable");
    LOG.warnf("A request could not be passed on: upstream=%s %s", name, why(failure));
    return slow
        ? Problem.of(
            "upstream-timeout",
            "Gateway timeout",
            504,
            "The " + name + " has not answered in time.",
            request.path())
        : Problem.of(
            "upstream-unreachable",
            "Bad gateway",
            502,
            "The " + name + " cannot be reached.",
            request.path());
  }

  private Future<ProxyResponse> answer(ProxyContext context, Problem problem) {
    try {
      ProxyResponse response = context.request().release().response();
      response.setStatusCode(problem.status());
      response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
      if (problem.status() >= FIRST_SERVER_ERROR) {
        response.putHeader("Retry-After", "1");
      }
      response.setBody(Body.body(Buffer.buffer(mapper.writeValueAsBytes(problem))));
      return Future.succeededFuture(response);
    } catch (JsonProcessingException e) {
      return Future.failedFuture(e);
    }
  }

  private static String why(Throwable failure) {
    return failure instanceof HttpClosedException
        ? "the connection was closed"
        : failure.toString();
  }
}
