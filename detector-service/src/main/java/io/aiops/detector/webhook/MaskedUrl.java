package io.aiops.detector.webhook;

import java.net.URI;

/**
 * An address as it may be shown. The path of a Slack webhook is its password, so nothing is shown
 * behind the host; of others the path is, and a query, which is where tokens stand, is not.
 */
final class MaskedUrl {

  private static final String HIDDEN = "…";

  private MaskedUrl() {}

  static String of(URI url, Kind kind) {
    String host = url.getScheme() + "://" + url.getRawAuthority();
    String path = url.getRawPath();
    if (kind == Kind.SLACK) {
      return path.length() > 1 || url.getRawQuery() != null ? host + "/" + HIDDEN : host + path;
    }
    return host + path + (url.getRawQuery() == null ? "" : "?" + HIDDEN);
  }
}
