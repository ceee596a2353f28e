package io.aiops.detector.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.json.Fields;
import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.InvalidInputException;

/** Reads settings from JSON: defaults for what is absent, every broken rule named. */
@ApplicationScoped
class SettingsReader {

  /** Fields that only the service sets; what GET gave may be sent back. */
  private static final Set<String> READ_ONLY =
      Set.of("id", "has_secret", "created_at", "updated_at", "version", "state");

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URL = 2000;
  private static final int LONGEST_SECRET = 200;
  private static final int HIGHEST_PORT = 65_535;
  private static final String URL_RULE = "must be an http or https URL with a host";

  private final AddressRules addresses;

  SettingsReader(AddressRules addresses) {
    this.addresses = addresses;
  }

  /**
   * @param present what a secret that is absent, and an address as it is shown, stand for; null for
   *     a new webhook
   * @throws InvalidInputException naming every broken rule
   */
  Settings read(JsonNode json, Settings present) {
    Fields fields = new Fields(json);
    String name = fields.text("name", "", LONGEST_NAME).strip();
    if (name.isEmpty() && fields.violations().isEmpty()) {
      fields.reject("name", "is required and must not be blank");
    }
    Kind kind = kind(fields);
    URI url = url(fields, kind, present);
    List<String> events = events(fields, kind);
    EventFilter filter = filter(fields.object("filter"));
    String secret = secret(fields, present);
    boolean enabled = fields.flag("enabled", true);
    fields.ignore(READ_ONLY);
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    return new Settings(name, url, kind, events, filter, secret, enabled);
  }

  private static Kind kind(Fields fields) {
    boolean present = fields.has("kind");
    String kind = fields.choice("kind", null, Kind.texts());
    if (!present) {
      fields.reject("kind", "is required: one of " + String.join(", ", Kind.texts()));
    }
    return kind == null ? null : Kind.of(kind);
  }

  private URI url(Fields fields, Kind kind, Settings present) {
    if (!fields.has("url")) {
      fields.reject("url", "is required");
      return null;
    }
    String text = fields.text("url", null, LONGEST_URL);
    if (text == null) {
      return null;
    }
    if (present != null && text.equals(present.shownUrl()) && kind == present.kind()) {
      return present.url();
    }
    if (text.indexOf('…') >= 0) {
      fields.reject("url", "must be given in full, because it or the kind has changed");
      return null;
    }
    try {
      return checked(fields, new URI(text.strip()));
    } catch (URISyntaxException e) {
      fields.reject("url", URL_RULE);
      return null;
    }
  }

  private URI checked(Fields fields, URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (!Set.of("http", "https").contains(scheme) || url.getHost() == null) {
      fields.reject("url", URL_RULE);
    } else if (url.getRawUserInfo() != null) {
      fields.reject("url", "must not contain a user name or password");
    } else if (url.getRawFragment() != null) {
      fields.reject("url", "must not contain a fragment");
    } else if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      fields.reject("url", "must have a port from 1 to " + HIGHEST_PORT);
    } else {
      addresses.refusal(url.getHost()).ifPresent(why -> fields.reject("url", "its host " + why));
    }
    return url;
  }

  private static List<String> events(Fields fields, Kind kind) {
    JsonNode node = fields.node("events");
    if (node == null) {
      return EventTypes.DEFAULT;
    }
    List<String> known = kind == Kind.ALERTMANAGER ? EventTypes.EPISODES : EventTypes.ALL;
    Set<String> events = new LinkedHashSet<>();
    if (node.isArray()) {
      node.forEach(type -> events.add(type.isTextual() ? type.textValue() : ""));
    }
    if (events.isEmpty() || !known.containsAll(events)) {
      fields.reject("events", "must be an array of at least one of " + String.join(", ", known));
    }
    return known.stream().filter(events::contains).toList();
  }

  private static EventFilter filter(Fields fields) {
    if (fields == null) {
      return EventFilter.ANY;
    }
    String detectorId = fields.text("detector_id", null, LONGEST_NAME);
    String severity = fields.choice("min_severity", null, Severity.texts());
    Map<String, String> labels = Map.of();
    try {
      labels = Labels.read(fields.node("labels"), "filter.labels").values();
    } catch (InvalidInputException e) {
      fields.violations().addAll(e.violations());
    }
    fields.refuseUnknown();
    return new EventFilter(detectorId, severity == null ? null : Severity.of(severity), labels);
  }

  private static String secret(Fields fields, Settings present) {
    if (!fields.has("secret")) {
      return present == null ? null : present.secret();
    }
    String secret = fields.text("secret", "", LONGEST_SECRET);
    if (!secret.isEmpty() && !Signature.isSecret(secret)) {
      fields.reject("secret", "must be whsec_ and the base64 of 24 to 64 bytes");
    }
    return secret.isEmpty() ? null : secret;
  }
}
