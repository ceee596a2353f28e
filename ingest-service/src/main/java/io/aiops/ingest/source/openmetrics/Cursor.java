package io.aiops.ingest.source.openmetrics;

import java.util.function.IntPredicate;

/** A place in a text that is read from left to right. */
final class Cursor {

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, 0 at the end. */
  char peek() {
    return atEnd() ? 0 : text.charAt(at);
  }

  boolean take(char wanted) {
    if (peek() == wanted && !atEnd()) {
      at++;
      return true;
    }
    return false;
  }

  boolean take(String wanted) {
    if (text.startsWith(wanted, at)) {
      at += wanted.length();
      return true;
    }
    return false;
  }

  void skipBlanks() {
    while (!atEnd() && (text.charAt(at) <= ' ')) {
      at++;
    }
  }

  /** Position of the next character, counted from 1. */
  int position() {
    return at + 1;
  }

  SyntaxException error(String message) {
    return new SyntaxException(message, position());
  }

  String metricName() {
    return name("a metric's name", c -> isNameChar(c) || c == ':');
  }

  String labelName() {
    return name("a label's name", Cursor::isNameChar);
  }

  /** Characters up to the next blank, possibly none. */
  String word() {
    int start = at;
    while (!atEnd() && text.charAt(at) > ' ') {
      at++;
    }
    return text.substring(start, at);
  }

  String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  double number() {
    int start = at;
    String word = word();
    try {
      return switch (word) {
        case "NaN", "nan" -> Double.NaN;
        case "+Inf", "Inf", "+inf", "inf" -> Double.POSITIVE_INFINITY;
        case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(word);
      };
    } catch (NumberFormatException e) {
      at = start;
      throw error("'" + word + "' is no number");
    }
  }

  /** A text in double quotes with the escapes {@code \\}, {@code \"} and {@code \n}. */
  String quoted() {
    int start = at;
    if (!take('"')) {
      throw error("'\"' is missing");
    }
    int from = at;
    while (!atEnd() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      at = start;
      throw error("the text in quotes does not end");
    }
    String raw = text.substring(from, at);
    at++;
    return unescape(raw);
  }

  static String unescape(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder plain = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        plain.append(c);
        continue;
      }
      char next = raw.charAt(++i);
      switch (next) {
        case 'n' -> plain.append('\n');
        case '"', '\\' -> plain.append(next);
        default -> plain.append(c).append(next);
      }
    }
    return plain.toString();
  }

  private String name(String what, IntPredicate allowed) {
    int start = at;
    while (!atEnd() && allowed.test(text.charAt(at))) {
      at++;
    }
    if (at == start || Character.isDigit(text.charAt(start))) {
      at = start;
      throw error(what + " is missing");
    }
    return text.substring(start, at);
  }

  private static boolean isNameChar(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
