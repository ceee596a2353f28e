package io.aiops.detector.webhook;

import java.net.URI;
import java.util.List;

/**
 * What a person says about a webhook.
 *
 * @param name unique, 1 to 200 characters
 * @param url where to post; may be a secret by itself
 * @param events types, at least one
 * @param secret key of the signature, {@code whsec_} and base64; null for none
 * @param enabled whether anything is sent
 */
record Settings(
    String name,
    URI url,
    Kind kind,
    List<String> events,
    EventFilter filter,
    String secret,
    boolean enabled) {

  Settings {
    events = List.copyOf(events);
  }

  /** The same ones as they are shown: what may be a secret of the address is not. */
  String shownUrl() {
    return MaskedUrl.of(url, kind);
  }

  Settings disabled() {
    return new Settings(name, url, kind, events, filter, secret, false);
  }

  /** Never with the secret or the address, wherever it is printed. */
  @Override
  public String toString() {
    return "Settings[name=" + name + ", kind=" + kind.text() + ", host=" + url.getHost() + "]";
  }
}
