package io.aiops.gateway.dashboard;

import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves the dashboard: each of its routes opens the application, assets with a hash in their name
 * stay in the browser's cache, and every page carries the headers that keep strangers' code out.
 */
@ApplicationScoped
public class Dashboard {

  /** First parts of the paths that the application knows. */
  private static final Set<String> ROUTES =
      Set.of(
          "detectors",
          "anomalies",
          "incidents",
          "logs",
          "sources",
          "webhooks",
          "suppressions",
          "settings");

  /** Vite puts what has a hash in its name here. */
  private static final String ASSETS = "/assets/";

  private static final String FOREVER = "public, max-age=31536000, immutable";

  private static final Pattern FILE = Pattern.compile(".*\\.[a-zA-Z0-9]{1,10}$");

  /** Before the routes of the framework, after the pass-through. */
  private static final int ORDER = -50;

  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none';"
          + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  void register(@Observes Router router) {
    router.route().order(ORDER).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    String path = context.normalizedPath();
    if (path.startsWith("/api/") || path.startsWith("/q/") || path.startsWith("/internal/")) {
      context.next();
      return;
    }
    context
        .response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "same-origin");
    context.addHeadersEndHandler(
        end ->
            context
                .response()
                .putHeader(
                    "Cache-Control",
                    cacheable(context.response().getStatusCode(), path) ? FOREVER : "no-cache"));
    if (opensApplication(context.request().method(), path)) {
      context.reroute("/index.html");
    } else {
      context.next();
    }
  }

  /** A file that is not there yet may come with the next version: its absence must not be kept. */
  private static boolean cacheable(int status, String path) {
    return path.startsWith(ASSETS) && (status == 200 || status == 206 || status == 304);
  }

  private static boolean opensApplication(HttpMethod method, String path) {
    int end = path.indexOf('/', 1);
    String first = path.substring(1, end < 0 ? path.length() : end);
    return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && ROUTES.contains(first)
        && !FILE.matcher(path).matches();
  }
}
