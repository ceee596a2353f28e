package io.aiops.gateway.api;

import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;

/** One service behind the gateway. One that is down or silent becomes a problem, never a hang. */
final class Upstream {

  private static final Logger LOG = Logger.getLogger(Upstream.class);

  /** Requests that may wait for a connection, per connection that there can be. */
  private static final int WAITING_PER_CONNECTION = 32;

  private final String name;
  private final HttpProxy proxy;
  private final ObjectMapper mapper;
  private final UpstreamMetrics metrics;

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
            .setConnectTimeout(settings.connectTimeout().toMillis())
            .setIdleTimeout(settings.timeout().toMillis());
    this.proxy =
        HttpProxy.reverseProxy(
                new ProxyOptions().setSupportWebSocket(false), vertx.createHttpClient(options))
            .origin(context -> context.client().request(new RequestOptions(request)))
            .addInterceptor(new Failures());
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
      return context.sendRequest().recover(failure -> answer(context, failure));
    }
  }

  private Future<ProxyResponse> answer(ProxyContext context, Throwable failure) {
    boolean slow = failure instanceof TimeoutException && !(failure instanceof ConnectException);
    metrics.failed(name, slow ? "timeout" : "unreachable");
    LOG.warnf("A request could not be passed on: upstream=%s %s", name, why(failure));
    Problem problem =
        slow
            ? Problem.of(
                "upstream-timeout",
                "Gateway timeout",
                504,
                "The " + name + " has not answered in time.",
                context.request().proxiedRequest().path())
            : Problem.of(
                "upstream-unreachable",
                "Bad gateway",
                502,
                "The " + name + " cannot be reached.",
                context.request().proxiedRequest().path());
    try {
      ProxyResponse response = context.request().release().response();
      response.setStatusCode(problem.status());
      response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
      response.putHeader("Retry-After", "1");
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
