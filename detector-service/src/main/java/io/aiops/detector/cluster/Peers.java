package io.aiops.detector.cluster;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.json.Json;
import io.aiops.detector.problem.Problem;
import io.aiops.detector.problem.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;

/** The other replicas, to pass calls on to; bodies stream in both directions. */
@ApplicationScoped
class Peers {

  private static final Logger LOG = Logger.getLogger(Peers.class);
  private static final int CONNECT_TIMEOUT_MILLIS = 2000;

  /** A training of many points takes a while before it answers. */
  private static final int IDLE_TIMEOUT_MILLIS = 60_000;

  private static final int CONNECTIONS = 64;

  /** Replicas come and go under new addresses. */
  private static final int MOST_PEERS = 100;

  private final Map<String, HttpProxy> peers = new ConcurrentHashMap<>();
  private final HttpClient client;
  private final Json json;

  Peers(Vertx vertx, Json json) {
    this.json = json;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setDecompressionSupported(false)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setMaxPoolSize(CONNECTIONS));
  }

  void pass(HttpServerRequest request, String address, String from) {
    if (peers.size() > MOST_PEERS) {
      peers.clear();
    }
    peers.computeIfAbsent(address, unknown -> proxy(address, from)).handle(request);
  }

  private HttpProxy proxy(String address, String from) {
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(URI.create(address).toString())
            .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
            .setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
        .origin(context -> context.client().request(new RequestOptions(options)))
        .addInterceptor(new Hop(address, from));
  }

  private final class Hop implements ProxyInterceptor {
    private final String address;
    private final String from;

    Hop(String address, String from) {
      this.address = address;
      this.from = from;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      String before = context.request().headers().get(Forwarding.FORWARDED_BY);
      String by = before == null ? from : before + "," + from;
      context.request().putHeader(Forwarding.FORWARDED_BY, by);
      return context.sendRequest().recover(failure -> refuse(context, failure));
    }

    private Future<ProxyResponse> refuse(ProxyContext context, Throwable failure) {
      String path = context.request().proxiedRequest().path();
      LOG.warnf("A call could not be passed on: replica=%s path=%s %s", address, path, failure);
      UnavailableException why = UnavailableException.elsewhere(path);
      ProxyResponse response = context.request().release().response();
      response.setStatusCode(why.status());
      response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
      response.putHeader("Retry-After", Integer.toString(why.retryAfterSeconds()));
      Problem problem =
          new Problem(
              Problem.TYPE_PREFIX + why.slug(),
              why.title(),
              why.status(),
              why.getMessage(),
              path,
              Map.of());
      response.setBody(Body.body(Buffer.buffer(json.write(problem))));
      return Future.succeededFuture(response);
    }
  }
}
