package io.aiops.gateway.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /**
   * Host and port of an address; a name may have an underscore, as services of Compose do, which
   * {@link URI#getHost()} does not take.
   */
  private static final Pattern AUTHORITY =
      Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+\\])(?::([0-9]{1,5}))?");

  private final Set<String> further = new HashSet<>();

  Origins(GatewayConfig config) {
    config.auth().origins().orElse(List.of()).stream()
        .map(Origins::authority)
        .flatMap(Optional::stream)
        .forEach(further::add);
  }

  /** Whether a page from elsewhere sent it; programs do not say where they come from. */
  boolean foreign(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      return authority(origin).map(authority -> foreign(authority, origin, request)).orElse(true);
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !OWN_SITES.contains(site);
  }

  private boolean foreign(String authority, String origin, HttpServerRequest request) {
    return !further.contains(authority)
        && !isHost(authority, request.getHeader(HttpHeaders.HOST), origin)
        // No page can set it, and a proxy that changes Host does.
        && !isHost(authority, request.getHeader("X-Forwarded-Host"), origin);
  }

  private static boolean isHost(String authority, String header, String origin) {
    return header != null
        && authority(scheme(origin) + "://" + header.split(",", -1)[0].strip())
            .filter(authority::equals)
            .isPresent();
  }

  private static String scheme(String origin) {
    int end = origin.indexOf("://");
    return end < 0 ? "http" : origin.substring(0, end);
  }

  /** Host and port, the port of the scheme where there is none; empty where it is no address. */
  private static Optional<String> authority(String origin) {
    try {
      URI uri = new URI(origin);
      if (uri.getRawAuthority() == null) {
        return Optional.empty();
      }
      Matcher parts = AUTHORITY.matcher(uri.getRawAuthority());
      if (!parts.matches()) {
        return Optional.empty();
      }
      int known = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
      int port = parts.group(2) == null ? known : Integer.parseInt(parts.group(2));
      return Optional.of(parts.group(1).toLowerCase(Locale.ROOT) + ":" + port);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
