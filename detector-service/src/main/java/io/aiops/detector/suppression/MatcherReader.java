package io.aiops.detector.suppression;

/**
 * Reads one matcher in Alertmanager's syntax: a name, one of {@code = != =~ !~}, a value. Name and
 * value may have any characters in double quotes, and need none where they have neither blanks nor
 * any of <code>{@value LabelMatcher#RESERVED}</code>.
 */
final class MatcherReader {

  private static final String EXAMPLE = "must be one label matcher such as team=\"payments\": ";
  private static final int LONGEST = 4000;
  private static final int HEX = 16;

  private final String text;
  private int position;

  private MatcherReader(String text) {
    this.text = text;
  }

  /**
   * Reads what somebody wrote. The text that is stored and shown is bounded as well: it has quotes
   * and escapes, and may be sent back.
   *
   * @throws IllegalArgumentException with a rule to show, and where it is broken
   */
  static LabelMatcher read(String text) {
    if (text.length() > LONGEST) {
      throw wrong("it is longer than " + LONGEST + " characters");
    }
    LabelMatcher matcher = stored(text);
    if (matcher.text().length() > LONGEST) {
      throw wrong("it is longer than " + LONGEST + " characters with its quotes and escapes");
    }
    return matcher;
  }

  /**
   * Reads what was taken before, however long it is.
   *
   * @throws IllegalArgumentException where it is no matcher
   */
  static LabelMatcher stored(String text) {
    return new MatcherReader(text).matcher();
  }

  private LabelMatcher matcher() {
    skipBlanks();
    String name = word("a label name");
    if (name.isEmpty()) {
      throw wrong("the label name is empty");
    }
    LabelMatcher.Operation operation = operation();
    String value = word("a value");
    skipBlanks();
    if (position < text.length()) {
      throw wrong("unexpected text after the value" + here());
    }
    try {
      return new LabelMatcher(name, operation, value);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private LabelMatcher.Operation operation() {
    skipBlanks();
    for (LabelMatcher.Operation operation : LabelMatcher.Operation.values()) {
      if (text.startsWith(operation.sign(), position)) {
        position += operation.sign().length();
        skipBlanks();
        return operation;
      }
    }
    throw wrong("one of = != =~ !~ is expected" + here());
  }

  private String word(String what) {
    if (position < text.length() && text.charAt(position) == '"') {
      return quoted();
    }
    int start = position;
    while (position < text.length() && !special(text.charAt(position))) {
      position++;
    }
    if (position == start) {
      throw wrong(what + " is expected" + here());
    }
    return text.substring(start, position);
  }

  private static boolean special(char c) {
    return Character.isWhitespace(c) || LabelMatcher.RESERVED.indexOf(c) >= 0;
  }

  private String quoted() {
    int start = position++;
    StringBuilder word = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        return word.toString();
      }
      if (c == '\\' && position < text.length()) {
        escaped(word, text.charAt(position++));
      } else {
        word.append(c);
      }
    }
    throw wrong("the quotes that open at position " + start + " are not closed");
  }

  /** What is no escape stays as it is, so that {@code "\d+"} need not be written twice as often. */
  private void escaped(StringBuilder word, char c) {
    switch (c) {
      case 'n' -> word.append('\n');
      case 't' -> word.append('\t');
      case 'r' -> word.append('\r');
      case '"', '\\' -> word.append(c);
      case 'u' -> word.appendCodePoint(code(4));
      case 'U' -> word.appendCodePoint(code(8));
      default -> word.append('\\').append(c);
    }
  }

  private int code(int digits) {
    int end = Math.min(text.length(), position + digits);
    String hex = text.substring(position, end);
    if (hex.length() < digits || !hex.chars().allMatch(c -> Character.digit(c, HEX) >= 0)) {
      throw wrong("an escape needs " + digits + " hexadecimal digits" + here());
    }
    long code = Long.parseLong(hex, HEX);
    if (code > Character.MAX_CODE_POINT) {
      throw wrong("an escape is no character" + here());
    }
    position = end;
    return (int) code;
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private String here() {
    return position < text.length() ? " at position " + position : " at the end";
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(EXAMPLE + why);
  }
}
