package io.aiops.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All tokens that are taken. Each entry is {@code name role token} or {@code … sha256:<digest>}.
 */
final class TokenList {

  /** 128 bits as hexadecimal digits: no rate of guesses finds that. */
  static final int SHORTEST = 32;

  /** Longer ones are no tokens; hashing stays a small piece of work. */
  static final int LONGEST = 512;

  private static final String DIGEST_PREFIX = "sha256:";

  /** What RFC 6750 lets stand in the header. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final List<Entry> entries;
  private final Map<String, ApiToken> byName;

  @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest only
  private record Entry(ApiToken token, byte[] digest) {}

  private TokenList(Map<String, ApiToken> byName) {
    this.byName = Map.copyOf(byName);
    this.entries =
        byName.values().stream().map(token -> new Entry(token, token.digestBytes())).toList();
  }

  /**
   * An entry that cannot be taken, or a source without one. The message names source, line and
   * rule; it never repeats what stands there.
   */
  static final class MalformedTokensException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedTokensException(String message) {
      super(message);
    }
  }

  /**
   * A text with entries.
   *
   * @param name as errors call it
   * @param separators of entries; line ends separate always
   */
  record Source(String name, String text, String separators) {}

  /** Reads entries; blank ones and those that begin with # count as none. */
  static TokenList read(List<Source> sources) {
    Map<String, ApiToken> byName = new LinkedHashMap<>();
    Map<String, String> whereByDigest = new LinkedHashMap<>();
    for (Source source : sources) {
      String[] lines = source.text().split("[\n" + source.separators() + "]", -1);
      int before = byName.size();
      for (int i = 0; i < lines.length; i++) {
        String line = lines[i].strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          String where = source.name() + ", line " + (i + 1);
          ApiToken token = entry(line, where);
          if (byName.putIfAbsent(token.name(), token) != null) {
            throw new MalformedTokensException(where + ": the name is there already");
          }
          String other = whereByDigest.putIfAbsent(token.digest(), where);
          if (other != null) {
            throw new MalformedTokensException(where + ": the token is that of " + other);
          }
        }
      }
      if (byName.size() == before) {
        throw new MalformedTokensException(source.name() + " holds no token");
      }
    }
    return new TokenList(byName);
  }

  private static ApiToken entry(String line, String where) {
    String[] words = SPACE.split(line, -1);
    if (words.length != 3) {
      throw new MalformedTokensException(where + ": an entry is: name role token");
    }
    Role role =
        Role.of(words[1])
            .orElseThrow(
                () ->
                    new MalformedTokensException(where + ": the role must be viewer or operator"));
    try {
      return new ApiToken(words[0], role, digest(words[2], where));
    } catch (IllegalArgumentException e) {
      throw new MalformedTokensException(where + ": " + e.getMessage());
    }
  }

  private static String digest(String secret, String where) {
    if (secret.startsWith(DIGEST_PREFIX)) {
      return secret.substring(DIGEST_PREFIX.length()).toLowerCase(Locale.ROOT);
    }
    if (secret.length() < SHORTEST || secret.length() > LONGEST) {
      throw new MalformedTokensException(
          where + ": the token must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    if (!TOKEN.matcher(secret).matches()) {
      throw new MalformedTokensException(
          where + ": the token must be of letters, digits and -._~+/, with = at its end only");
    }
    return HexFormat.of().formatHex(sha256(secret));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whose token it is. Each entry is compared, in constant time: the delay tells nothing. */
  Optional<ApiToken> find(String secret) {
    if (secret.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] digest = sha256(secret);
    ApiToken found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.digest(), digest)) {
        found = entry.token();
      }
    }
    return Optional.ofNullable(found);
  }

  Optional<ApiToken> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  int size() {
    return entries.size();
  }

  long operators() {
    return entries.stream().filter(entry -> entry.token().role() == Role.OPERATOR).count();
  }
}
