package io.aiops.detector.model.log;

/** What a character can be part of, as bits. */
final class CharacterKinds {

  /** Ends a token and belongs to none: blanks, control characters, brackets, quotes, separators. */
  static final int DELIMITER = 1;

  static final int DIGIT = 2;

  /** A to F of either case, which a hexadecimal number may hold. */
  static final int HEX_LETTER = 4;

  static final int OTHER_LETTER = 8;
  static final int UPPER_CASE = 16;
  static final int DOT = 32;
  static final int SLASH = 64;
  static final int AT = 128;

  /** Anything that makes a token more than punctuation. */
  static final int SUBSTANCE = DIGIT | HEX_LETTER | OTHER_LETTER;

  private static final String SEPARATORS = "=,:;()[]{}<>\"'|";
  private static final int ASCII = 128;
  private static final int[] KINDS = kinds();

  private CharacterKinds() {}

  static int of(char c) {
    return c < ASCII ? KINDS[c] : OTHER_LETTER;
  }

  static boolean is(char c, int kinds) {
    return (of(c) & kinds) != 0;
  }

  private static int[] kinds() {
    int[] kinds = new int[ASCII];
    for (char c = 0; c < ASCII; c++) {
      kinds[c] = kind(c);
    }
    return kinds;
  }

  private static int kind(char c) {
    if (c <= ' ' || c == 127 || SEPARATORS.indexOf(c) >= 0) {
      return DELIMITER;
    }
    if (c >= '0' && c <= '9') {
      return DIGIT;
    }
    if (c >= 'a' && c <= 'z') {
      return c <= 'f' ? HEX_LETTER : OTHER_LETTER;
    }
    if (c >= 'A' && c <= 'Z') {
      return UPPER_CASE | (c <= 'F' ? HEX_LETTER : OTHER_LETTER);
    }
    return switch (c) {
      case '.' -> DOT;
      case '/', '\\' -> SLASH;
      case '@' -> AT;
      default -> 0;
    };
  }
}
