package io.aiops.gateway.security;

import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One entry of the configuration. The token itself is not kept.
 *
 * @param name of its owner, for people; 1 to 64 characters of {@code A-Za-z0-9._@-}
 * @param digest SHA-256 of the token, 64 hexadecimal digits in lower case
 */
public record ApiToken(String name, Role role, String digest) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public ApiToken {
    Objects.requireNonNull(role, "role");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name must be of 1 to 64 letters, digits, dots, dashes, underscores and @");
    }
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("sha256: must be followed by 64 hexadecimal digits");
    }
  }

  /** The SHA-256 as bytes, for a comparison in constant time. */
  byte[] digestBytes() {
    return HexFormat.of().parseHex(digest);
  }

  /** Without the digest: what is printed may be kept somewhere. */
  @Override
  public String toString() {
    return name + " (" + role.text() + ")";
  }
}
