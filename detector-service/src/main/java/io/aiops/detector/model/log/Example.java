package io.aiops.detector.model.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A line to be shown: what varies is named by its kind, and what looks like a secret is hidden. */
final class Example {

  private static final String HIDDEN = "***";

  private static final Map<String, Pattern> KINDS = kinds();

  /** A name that speaks of a secret, a sign of assignment, and the value. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key"
              + "|private[-_]?key|credentials?|cookie|session[-_]?id)[\"']?\\s*[=:]\\s*[\"']?)"
              + "[^\\s\"',;&]+");

  /** A scheme of HTTP authentication and what follows it. */
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(authorization[\"']?\\s*[=:]\\s*[\"']?)(?:\\w+\\s+)?[^\\s\"',;&]+");

  private static final Pattern SCHEME =
      Pattern.compile("(?i)\\b((?:bearer|basic)\\s+)[A-Za-z0-9+/._~=<*>-]{6,}");

  private Example() {}

  private static Map<String, Pattern> kinds() {
    Map<String, Pattern> kinds = new LinkedHashMap<>();
    kinds.put("<number>", Pattern.compile("[-+]?[0-9][0-9.,]*"));
    kinds.put("<ip>", Pattern.compile("/?[0-9]{1,3}(\\.[0-9]{1,3}){3}(:[0-9]+)?"));
    kinds.put("<url>", Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S+"));
    kinds.put("<path>", Pattern.compile("([A-Za-z]:)?[/\\\\]\\S+"));
    kinds.put("<email>", Pattern.compile("[^\\s@]+@[^\\s@]+"));
    kinds.put("<time>", Pattern.compile("([0-9T-]{8,11}[ T]?)?[0-9]{1,2}:[0-9]{2}(:[0-9.,]+)?Z?"));
    kinds.put("<hex>", Pattern.compile("(0x)?[0-9A-Fa-f]{6,}"));
    return kinds;
  }

  /** What stands for a part of a line that varies. */
  static String kind(String part) {
    boolean dotted = part.indexOf('.') != part.lastIndexOf('.');
    return KINDS.entrySet().stream()
        .filter(kind -> !(dotted && kind.getKey().equals("<number>")))
        .filter(kind -> kind.getValue().matcher(part).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(LineScanner.VARIES);
  }

  /** The text without the values of what is named like a secret. */
  static String redact(String text) {
    String hidden = AUTHORIZATION.matcher(text).replaceAll("$1" + HIDDEN);
    hidden = SECRET.matcher(hidden).replaceAll("$1" + HIDDEN);
    return SCHEME.matcher(hidden).replaceAll("$1" + HIDDEN);
  }
}
