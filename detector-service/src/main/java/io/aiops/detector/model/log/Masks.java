package io.aiops.detector.model.log;

import java.util.Locale;
import java.util.Set;

/** Recognises what varies from line to line by its form: paths, times, addresses, host names. */
final class Masks {

  /** A word this long is data, not language. */
  private static final int LONGEST_WORD = 100;

  /** Letters a to f in a row from which they are a number rather than a word. */
  private static final int HEX_WORD = 8;

  /** Digits between the colons of times and of network addresses. */
  private static final int GROUP = 4;

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "com",
          "net",
          "org",
          "edu",
          "gov",
          "mil",
          "int",
          "info",
          "biz",
          "io",
          "local",
          "arpa",
          "localdomain",
          "internal",
          "lan",
          "cluster");

  /** Ends of properties and files that are countries as well. */
  private static final Set<String> NO_COUNTRIES =
      Set.of("id", "is", "so", "sh", "py", "js", "go", "am");

  private static final String LOCALHOST = "localhost";
  private static final String END_OF_URL = "\"'<>|)]},;";
  private static final String END_OF_PATH = ":,;()[]{}<>\"'|";

  private Masks() {}

  /** The end of a run such as 12:34:56, 00:1b:44:11:3a:b7 or fe80::1:2; -1 where there is none. */
  static int colonGroups(String line, int from, int end) {
    int at = from;
    int colons = 0;
    int group = 0;
    int last = -1;
    boolean digit = false;
    for (; at < end; at++) {
      char c = line.charAt(at);
      if (c == ':') {
        colons++;
        group = 0;
        continue;
      }
      int kinds = CharacterKinds.of(c);
      if ((kinds & (CharacterKinds.DIGIT | CharacterKinds.HEX_LETTER)) == 0) {
        if ((kinds & CharacterKinds.OTHER_LETTER) != 0) {
          return -1;
        }
        break;
      }
      if (++group > GROUP) {
        return -1;
      }
      digit |= (kinds & CharacterKinds.DIGIT) != 0;
      last = at;
    }
    int trailing = at - 1 - last;
    return digit && colons - trailing >= 2 ? last + 1 : -1;
  }

  /** The end of a URL, given the place of its colon; -1 where none begins. */
  static int url(String line, int colon, int end) {
    if (!line.startsWith("://", colon) || colon + 3 >= end) {
      return -1;
    }
    int at = colon + 3;
    while (at < end && line.charAt(at) > ' ' && END_OF_URL.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** The end of a path that begins with a slash, or behind the colon of a drive. */
  static int path(String line, int from, int end) {
    int at = from;
    while (at < end && line.charAt(at) > ' ' && END_OF_PATH.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /**
   * Whether a token is data by its form.
   *
   * @param kinds of all its characters together
   * @param slashes in it
   */
  static boolean variable(String line, int from, int to, int kinds, int slashes) {
    int length = to - from;
    if ((kinds & CharacterKinds.DIGIT) != 0 || slashes >= 2 || length > LONGEST_WORD) {
      return true;
    }
    if (length >= HEX_WORD && (kinds & ~CharacterKinds.UPPER_CASE) == CharacterKinds.HEX_LETTER) {
      return true;
    }
    if ((kinds & CharacterKinds.AT) != 0) {
      int at = line.indexOf('@', from);
      return at > from && at < to - 1;
    }
    if ((kinds & (CharacterKinds.DOT | CharacterKinds.SLASH)) == CharacterKinds.DOT) {
      return (kinds & CharacterKinds.UPPER_CASE) == 0 && host(line, from, to);
    }
    return length == LOCALHOST.length() && line.startsWith(LOCALHOST, from);
  }

  /**
   * Whether dotted words are the name of a host: they end as those do, and do not begin like the
   * packages of programming languages, which are host names turned round.
   */
  private static boolean host(String line, int from, int to) {
    int end = line.charAt(to - 1) == '.' ? to - 1 : to;
    int firstDot = line.indexOf('.', from);
    int lastDot = line.lastIndexOf('.', end - 1);
    if (firstDot <= from || firstDot >= end || lastDot == end - 1) {
      return false;
    }
    String last = line.substring(lastDot + 1, end).toLowerCase(Locale.ROOT);
    boolean country = last.length() == 2 && lastDot > firstDot && !NO_COUNTRIES.contains(last);
    return (country || TOP_LEVEL.contains(last))
        && !TOP_LEVEL.contains(line.substring(from, firstDot));
  }
}
