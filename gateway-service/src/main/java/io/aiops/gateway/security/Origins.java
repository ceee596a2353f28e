package io.aiops.gateway.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.gateway.config.GatewayConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Tells this dashboard's pages from others, for calls that a browser makes with the session of
 * whoever sits before it. {@code SameSite=Strict} lets pages of other hosts under the same domain
 * pass.
 */
@ApplicationScoped
class Origins {

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final Set<String> further = new HashSet<>();

  Origins(GatewayConfig config) {
    config.auth().origins().orElse(List.of()).stream()
        .map(Origins::authority)
        .forEach(further::add);
  }

  /** Whether a page from elsewhere sent it; programs do not say where they come from. */
  boolean foreign(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      String authority = authority(origin);
      return !further.contains(authority)
          && !authority.equals(host(request.getHeader(HttpHeaders.HOST), origin))
          // No page can set it, and a proxy that changes Host does.
          && !authority.equals(host(request.getHeader("X-Forwarded-Host"), origin));
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !OWN_SITES.contains(site);
  }

  private static String host(String header, String origin) {
    return header == null
        ? ""
        : authority(scheme(origin) + "://" + header.split(",", -1)[0].strip());
  }

  private static String scheme(String origin) {
    int end = origin.indexOf("://");
    return end < 0 ? "http" : origin.substring(0, end);
  }

  /** Host and port, the port of the scheme where there is none; empty where it is no address. */
  private static String authority(String origin) {
    try {
      URI uri = new URI(origin);
      if (uri.getHost() == null) {
        return "?";
      }
      int port = uri.getPort();
      int known = port < 0 ? ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80) : port;
      return uri.getHost().toLowerCase(Locale.ROOT) + ":" + known;
    } catch (URISyntaxException e) {
      return "?";
    }
  }
}
