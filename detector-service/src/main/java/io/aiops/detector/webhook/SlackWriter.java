package io.aiops.detector.webhook;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a message of Slack's incoming webhooks: blocks, and text for where there are none. */
@ApplicationScoped
class SlackWriter {

  /** Slack takes 3,000 characters in a section, which escapes may need up to five times. */
  private static final int LONGEST_TEXT = 500;

  private final Wording wording;

  SlackWriter(Wording wording) {
    this.wording = wording;
  }

  ObjectNode message(Notice notice) {
    String state = wording.state(notice);
    String title = escaped((state.isEmpty() ? "" : state + ": ") + wording.title(notice));
    String explanation = escaped(wording.explanation(notice));
    Optional<String> link = wording.link(notice);
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("text", explanation.isEmpty() ? title : title + "\n" + explanation);
    ArrayNode blocks = message.putArray("blocks");
    section(
        blocks,
        link.map(url -> "*<" + url + "|" + title.replace("|", "/") + ">*")
            .orElse("*" + title + "*"));
    if (!explanation.isEmpty()) {
      section(blocks, explanation);
    }
    fields(blocks, notice);
    return message;
  }

  private static void fields(ArrayNode blocks, Notice notice) {
    if (!notice.anomaly() && !notice.incident()) {
      return;
    }
    StringBuilder line = new StringBuilder("*Severity:* " + escaped(notice.text("severity")));
    if (notice.anomaly()) {
      line.append("   *Detector:* ").append(escaped(notice.text("detector_name")));
    }
    line.append("   *Began:* ").append(escaped(notice.text("started_at")));
    if (!notice.text("ended_at").isEmpty()) {
      line.append("   *Ended:* ").append(escaped(notice.text("ended_at")));
    }
    blocks
        .addObject()
        .put("type", "context")
        .putArray("elements")
        .addObject()
        .put("type", "mrkdwn")
        .put("text", line.toString());
  }

  private static void section(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", text);
  }

  /** Names may not become mentions, links or markup. */
  private static String escaped(String text) {
    String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT - 1) + "…" : text;
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('\n', ' ');
  }
}
