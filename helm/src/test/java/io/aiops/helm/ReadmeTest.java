package io.aiops.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The chart's README has every value with its default and the comment that stands over it in
 * values.yaml. With {@code -Dreadme.update=true} it is written.
 */
class ReadmeTest {

  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
  private static final String BEGIN = "<!-- values -->\n";
  private static final String END = "<!-- end of values -->\n";
  private static final Pattern LINE = Pattern.compile("^( *)([A-Za-z0-9]+):.*$");
  private static final List<String> SERVICES = List.of("gateway", "detector", "ingest");

  @Test
  void hasEveryValue() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "the marks of the table are missing");
    String table = table();
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
    } else {
      assertEquals(table, readme.substring(begin, end), "update it by -Dreadme.update=true");
    }
  }

  private static String table() throws IOException {
    JsonNode values = Manifest.YAML.readTree(VALUES.toFile());
    StringBuilder table = new StringBuilder("| value | default | what |\n|---|---|---|\n");
    Set<String> described = new HashSet<>();
    for (Map.Entry<String, String> comment : comments().entrySet()) {
      String path = comment.getKey();
      described.add(path);
      JsonNode value = values.at("/" + path.replace('.', '/'));
      String row = path;
      String text = text(value);
      if (path.startsWith("gateway.")) {
        String rest = path.substring("gateway".length());
        row = "<service>" + rest;
        List<String> defaults = new ArrayList<>();
        for (String service : SERVICES) {
          described.add(service + rest);
          JsonNode own = values.at("/" + (service + rest).replace('.', '/'));
          if (defaults.isEmpty() || !text(own).equals(text)) {
            defaults.add(defaults.isEmpty() ? text(own) : service + ": " + text(own));
          }
        }
        text = String.join(", ", defaults);
      }
      table.append("| `%s` | %s | %s |\n".formatted(row, text, comment.getValue()));
    }
    leaves("", values, described)
        .forEach(leaf -> assertTrue(described.contains(leaf), leaf + " is not described"));
    return table.toString();
  }

  private static String text(JsonNode value) {
    String json = value.isTextual() ? value.asText() : value.toString();
    return json.isEmpty() ? "" : "`" + json.replace("|", "\\|") + "`";
  }

  /** Paths of all values; what is described as a whole is not looked into. */
  private static List<String> leaves(String path, JsonNode node, Set<String> described) {
    if (!node.isObject() || node.isEmpty() || described.contains(path)) {
      return List.of(path);
    }
    List<String> leaves = new ArrayList<>();
    node.properties()
        .forEach(
            field -> {
              String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              leaves.addAll(leaves(inner, field.getValue(), described));
            });
    return leaves;
  }

  /** The comments of values.yaml by the path of what they describe, in their order. */
  private static Map<String, String> comments() throws IOException {
    Map<String, String> comments = new LinkedHashMap<>();
    Deque<String> names = new ArrayDeque<>();
    Deque<Integer> indents = new ArrayDeque<>();
    StringBuilder comment = new StringBuilder();
    for (String line : Files.readAllLines(VALUES)) {
      String stripped = line.strip();
      if (stripped.startsWith("# -- ")) {
        comment.append(stripped.substring("# -- ".length()));
      } else if (stripped.startsWith("# ") && comment.length() > 0) {
        comment.append(' ').append(stripped.substring(2));
      } else {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          int indent = matcher.group(1).length();
          while (!indents.isEmpty() && indents.peekLast() >= indent) {
            indents.removeLast();
            names.removeLast();
          }
          indents.addLast(indent);
          names.addLast(matcher.group(2));
          if (comment.length() > 0) {
            comments.put(String.join(".", names), comment.toString());
            comment.setLength(0);
          }
        }
      }
    }
    return comments;
  }
}
