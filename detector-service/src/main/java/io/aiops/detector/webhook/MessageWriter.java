package io.aiops.detector.webhook;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.aiops.detector.event.CloudEvents;
import io.aiops.detector.json.Json;
import io.aiops.detector.store.Database;

/** Writes what is to be told in the language of a webhook. */
@ApplicationScoped
class MessageWriter {

  private static final String JSON_TYPE = "application/json";

  private final CloudEvents cloudEvents;
  private final AlertWriter alerts;
  private final SlackWriter slack;
  private final Database database;
  private final Json json;

  MessageWriter(
      CloudEvents cloudEvents,
      AlertWriter alerts,
      SlackWriter slack,
      Database database,
      Json json) {
    this.cloudEvents = cloudEvents;
    this.alerts = alerts;
    this.slack = slack;
    this.database = database;
    this.json = json;
  }

  Message write(Settings settings, Notice notice) {
    String id = notice.event().id();
    return switch (settings.kind()) {
      case CLOUDEVENTS ->
          new Message(
              id,
              settings.url(),
              CloudEvents.TYPE,
              cloudEvents.single(notice.event(), database.epoch()));
      case ALERTMANAGER -> alerts(settings, id, List.of(notice));
      case SLACK -> new Message(id, settings.url(), JSON_TYPE, json.write(slack.message(notice)));
    };
  }

  /** Several alerts at once. */
  Message alerts(Settings settings, String id, List<Notice> notices) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    notices.forEach(notice -> array.add(alerts.alert(notice)));
    return new Message(id, AlertWriter.target(settings.url()), JSON_TYPE, json.write(array));
  }
}
