package io.aiops.ingest.source;

import java.util.regex.Pattern;

/** Takes user and password out of addresses before anybody sees them. */
public final class Redaction {

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s\"]+@");

  private Redaction() {}

  /** The text without the user information of any address in it. */
  public static String redact(String text) {
    return USER_INFO.matcher(text).replaceAll("");
  }
}
