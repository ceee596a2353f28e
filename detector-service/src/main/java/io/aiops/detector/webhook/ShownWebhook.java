package io.aiops.detector.webhook;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A webhook without its secrets.
 *
 * @param url of kind {@code slack} up to the host, of others without the query
 * @param hasSecret whether requests are signed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ShownWebhook(
    String id,
    String name,
    String url,
    Kind kind,
    List<String> events,
    EventFilter filter,
    boolean hasSecret,
    boolean enabled,
    @JsonSerialize(converter = InstantText.class) Instant createdAt,
    @JsonSerialize(converter = InstantText.class) Instant updatedAt,
    long version,
    State state) {

  /**
   * What became of deliveries.
   *
   * @param lastDeliveryAt the last success; null before the first
   * @param lastStatus HTTP status of the last try; null without an answer
   * @param lastError of the last try; null where it succeeded
   * @param failingSince null while the last try succeeded; that of an event where one waits
   * @param pending events of the chosen types that wait
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record State(
      @JsonSerialize(converter = InstantText.class) Instant lastDeliveryAt,
      Integer lastStatus,
      String lastError,
      @JsonSerialize(converter = InstantText.class) Instant failingSince,
      long pending) {}

  static ShownWebhook of(Webhook webhook, Progress progress, long pending) {
    Settings settings = webhook.settings();
    return new ShownWebhook(
        webhook.id(),
        settings.name(),
        settings.shownUrl(),
        settings.kind(),
        settings.events(),
        settings.filter(),
        settings.secret() != null,
        settings.enabled(),
        webhook.createdAt(),
        webhook.updatedAt(),
        webhook.version(),
        new State(
            progress.lastDeliveryAt(),
            progress.lastStatus(),
            progress.lastError(),
            progress.failingSince(),
            pending));
  }

  @JsonIgnore
  String entityTag() {
    return "\"" + version + "\"";
  }
}
