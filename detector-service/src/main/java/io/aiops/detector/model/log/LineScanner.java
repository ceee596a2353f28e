package io.aiops.detector.model.log;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Cuts a line into tokens and masks those that vary: numbers, addresses, paths, dates, host names
 * and whatever holds a digit. What varies side by side is one token, so that lists of any length
 * are alike. Reused from line to line; not thread-safe.
 *
 * <p>A line is its first line with anything in it, up to {@link #LONGEST} characters and {@link
 * #MOST_TOKENS} tokens; the rest does not count. Control characters and terminal colours are
 * blanks.
 */
final class LineScanner {

  /** Characters of a line that count: enough for what is the same, and a bound on the work. */
  static final int LONGEST = 2048;

  static final int MOST_TOKENS = 128;

  /** In the place of what varies. */
  static final String VARIES = "<*>";

  /** In the place of the hash of a token that varies. */
  static final long WILD = 1;

  private static final char ESCAPE = 27;
  private static final Pattern COLOURS = Pattern.compile("\\x1b\\[[0-9;]*[A-Za-z]?");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final long MIX = 0xd6e8feb86659fd93L;

  private final long[] hashes = new long[MOST_TOKENS];
  private final int[] starts = new int[MOST_TOKENS];
  private final int[] ends = new int[MOST_TOKENS];
  private String line = "";
  private int count;

  /** Whether a parenthesis opened since the last token. */
  private boolean apart;

  private int begin;
  private int end;

  /** Takes the tokens of a line. */
  void scan(String text) {
    line = text;
    count = 0;
    apart = false;
    begin = 0;
    end = Math.min(text.length(), LONGEST);
    while (begin < end && text.charAt(begin) <= ' ' && text.charAt(begin) != ESCAPE) {
      begin++;
    }
    int at = begin;
    while (at < end && count < MOST_TOKENS) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        end = at;
      } else if (c == ESCAPE) {
        at = afterColour(at);
      } else if (c == '(') {
        at = parenthesis(at);
      } else if ((c == '.' && doubled(at)) || CharacterKinds.is(c, CharacterKinds.DELIMITER)) {
        at++;
      } else {
        at = token(at, c);
      }
    }
    end = count < MOST_TOKENS ? end : at;
  }

  /** Terminals are told colours by an escape, a bracket, numbers and a letter. */
  private int afterColour(int escape) {
    int at = escape + 1;
    if (at < end && line.charAt(at) == '[') {
      at++;
      while (at < end
          && (CharacterKinds.is(line.charAt(at), CharacterKinds.DIGIT) || line.charAt(at) == ';')) {
        at++;
      }
      at++;
    }
    return Math.min(at, end);
  }

  /** A remark in parentheses is no part of the list before it, even where it is empty. */
  private int parenthesis(int open) {
    apart = true;
    boolean remark = open > 0 && line.charAt(open - 1) == ' ';
    if (remark && count < MOST_TOKENS && open + 1 < end && line.charAt(open + 1) == ')') {
      wild(open + 1, open + 1);
    }
    return open + 1;
  }

  /** Rows of dots lead from a word to its value; they are not a part of either. */
  private boolean doubled(int dot) {
    return (dot + 1 < end && line.charAt(dot + 1) == '.')
        || (dot > 0 && line.charAt(dot - 1) == '.');
  }

  /** Takes one token, and answers where it ends. */
  private int token(int start, char first) {
    if (CharacterKinds.is(first, CharacterKinds.DIGIT | CharacterKinds.HEX_LETTER)) {
      int groups = Masks.colonGroups(line, start, end);
      if (groups > 0) {
        wild(start, groups);
        return groups;
      }
    } else if (first == '/' && start + 1 < end) {
      int path = Masks.path(line, start, end);
      if (path > start + 1) {
        wild(start, path);
        return path;
      }
    }
    return word(start);
  }

  private int word(int start) {
    int at = start;
    int kinds = 0;
    int slashes = 0;
    long hash = Words.start();
    for (; at < end; at++) {
      char c = line.charAt(at);
      int kind = CharacterKinds.of(c);
      if ((kind & CharacterKinds.DELIMITER) != 0
          || (kind == CharacterKinds.DOT && at + 1 < end && line.charAt(at + 1) == '.')) {
        break;
      }
      hash = Words.next(hash, c);
      kinds |= kind;
      if (kind == CharacterKinds.SLASH) {
        slashes++;
      }
    }
    if (at < end && line.charAt(at) == ':') {
      int special = at - start == 1 ? drive(at) : Masks.url(line, at, end);
      if (special > 0) {
        wild(start, special);
        return special;
      }
    }
    if ((kinds & CharacterKinds.SUBSTANCE) != 0) {
      if (Masks.variable(line, start, at, kinds, slashes)) {
        wild(start, at);
      } else {
        constant(start, at, hash);
      }
    }
    return Math.max(at, start + 1);
  }

  /** The end of a path behind the colon of a drive; -1 where there is none. */
  private int drive(int colon) {
    return colon + 1 < end && CharacterKinds.is(line.charAt(colon + 1), CharacterKinds.SLASH)
        ? Masks.path(line, colon + 1, end)
        : -1;
  }

  private void constant(int from, int to, long hash) {
    boolean afterNumber = count > 0 && hashes[count - 1] == WILD && from - ends[count - 1] <= 1;
    if (afterNumber && Words.AFTER_NUMBERS.contains(hash)) {
      ends[count - 1] = to;
    } else {
      push(from, to, hash);
    }
  }

  private void wild(int from, int to) {
    int start = from;
    while (count > 0 && Words.OF_DATES.contains(hashes[count - 1])) {
      start = starts[--count];
    }
    if (count > 0 && hashes[count - 1] == WILD && !apart) {
      ends[count - 1] = to;
    } else {
      push(start, to, WILD);
    }
  }

  private void push(int from, int to, long hash) {
    starts[count] = from;
    ends[count] = to;
    hashes[count++] = hash;
    apart = false;
  }

  int count() {
    return count;
  }

  /** The tokens as numbers, {@link #WILD} for those that vary. */
  long[] hashes() {
    return Arrays.copyOf(hashes, count);
  }

  long hash(int token) {
    return hashes[token];
  }

  /** The part of the line that counts. */
  String counted() {
    return line.substring(begin, end);
  }

  /** The number of all tokens and their places together. */
  long key() {
    long key = keyOf(count);
    for (int i = 0; i < count; i++) {
      key += part(hashes[i], i);
    }
    return key;
  }

  /** The key of so many tokens before any of them is added. */
  static long keyOf(int tokens) {
    return tokens * GOLDEN;
  }

  /** What a token adds to the key at its place: keys differ by this where one token does. */
  static long part(long hash, int place) {
    long mixed = hash + (place + 1) * GOLDEN;
    mixed = (mixed ^ mixed >>> 32) * MIX;
    mixed = (mixed ^ mixed >>> 32) * MIX;
    return mixed ^ mixed >>> 32;
  }

  /**
   * The line with {@code <*>} for what varies.
   *
   * @param merged places, as bits, that vary although they do not look like it
   */
  String text(long merged) {
    return text(merged, part -> VARIES);
  }

  /** The line with something else for what varies. */
  String text(long merged, UnaryOperator<String> instead) {
    StringBuilder text = new StringBuilder(end - begin);
    int at = begin;
    for (int i = 0; i < count; i++) {
      text.append(line, at, starts[i]);
      boolean wild = hashes[i] == WILD || (i < Long.SIZE && (merged >>> i & 1) != 0);
      String part = line.substring(starts[i], ends[i]);
      text.append(wild ? instead.apply(part) : part);
      at = ends[i];
    }
    text.append(line, at, end);
    return CONTROLS.matcher(COLOURS.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }
}
