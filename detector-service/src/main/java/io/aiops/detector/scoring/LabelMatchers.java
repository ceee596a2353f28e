package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.aiops.detector.json.LabelPattern;
import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.InvalidInputException;

/**
 * Prometheus' label matchers: {@code {pod="a", job!="b", path=~"/api/.*", code!~"5.."}}. Regular
 * expressions are those of RE2 and match the whole value; a label that is not there is empty.
 */
final class LabelMatchers implements Predicate<Labels> {

  private static final String RULE = "must be label matchers such as {pod=\"a\", code=~\"5..\"}: ";
  private static final int LONGEST = 4000;

  private record Matcher(String label, Predicate<String> value) {}

  private final List<Matcher> matchers = new ArrayList<>();
  private final String text;
  private final String field;
  private int position;

  private LabelMatchers(String text, String field) {
    this.text = text;
    this.field = field;
  }

  /**
   * @param text empty for all
   * @throws InvalidInputException saying where the text is wrong
   */
  static LabelMatchers parse(String text, String field) {
    LabelMatchers matchers = new LabelMatchers(text.strip(), field);
    if (text.length() > LONGEST) {
      throw matchers.wrong("it is longer than " + LONGEST + " characters");
    }
    if (!matchers.text.isEmpty()) {
      matchers.parse();
    }
    return matchers;
  }

  @Override
  public boolean test(Labels labels) {
    Map<String, String> values = labels.values();
    return matchers.stream()
        .allMatch(matcher -> matcher.value().test(values.getOrDefault(matcher.label(), "")));
  }

  private void parse() {
    expect('{');
    while (!at('}')) {
      one();
      if (!at(',')) {
        break;
      }
      position++;
    }
    expect('}');
    if (position < text.length()) {
      throw wrong("unexpected text after the closing brace");
    }
  }

  private void one() {
    skipBlanks();
    int start = position;
    while (position < text.length()
        && (Character.isLetterOrDigit(text.charAt(position))
            || "_.:-/".indexOf(text.charAt(position)) >= 0)) {
      position++;
    }
    String label = text.substring(start, position);
    if (label.isEmpty()) {
      throw wrong("a label name is expected at position " + start);
    }
    String operator = operator();
    String value = quoted();
    matchers.add(new Matcher(label, predicate(operator, value)));
  }

  private String operator() {
    skipBlanks();
    for (String operator : List.of("=~", "!~", "!=", "=")) {
      if (text.startsWith(operator, position)) {
        position += operator.length();
        return operator;
      }
    }
    throw wrong("one of = != =~ !~ is expected at position " + position);
  }

  private String quoted() {
    skipBlanks();
    if (position >= text.length() || "\"'".indexOf(text.charAt(position)) < 0) {
      throw wrong("a quoted value is expected at position " + position);
    }
    char quote = text.charAt(position++);
    StringBuilder value = new StringBuilder();
    while (position < text.length() && text.charAt(position) != quote) {
      char c = text.charAt(position++);
      if (c == '\\' && position < text.length()) {
        char escaped = text.charAt(position++);
        value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        value.append(c);
      }
    }
    if (position >= text.length()) {
      throw wrong("the value is not closed");
    }
    position++;
    return value.toString();
  }

  private Predicate<String> predicate(String operator, String value) {
    if (operator.equals("=")) {
      return value::equals;
    }
    if (operator.equals("!=")) {
      return given -> !value.equals(given);
    }
    try {
      LabelPattern pattern = LabelPattern.of(value);
      return operator.equals("=~") ? pattern::matches : given -> !pattern.matches(given);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private boolean at(char expected) {
    skipBlanks();
    return position < text.length() && text.charAt(position) == expected;
  }

  private void expect(char expected) {
    if (!at(expected)) {
      throw wrong("'" + expected + "' is expected at position " + position);
    }
    position++;
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private InvalidInputException wrong(String why) {
    return InvalidInputException.of(field, RULE + why);
  }
}
