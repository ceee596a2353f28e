package io.aiops.detector.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where PostgreSQL is, and who asks.
 *
 * @param url for JDBC, without credentials
 * @param user null where the database shall not ask
 * @param password null where the database shall not ask
 */
public record DatabaseAddress(String url, String user, String password) {

  private static final String JDBC = "jdbc:";
  private static final String USER = "user=";
  private static final String PASSWORD = "password=";

  /** The configured address; empty where there is none, and the embedded database is used. */
  public static Optional<DatabaseAddress> of(AiopsConfig.Database config) {
    return parse(
        config.url().orElse(null), config.user().orElse(null), config.password().orElse(null));
  }

  /**
   * Takes {@code jdbc:postgresql://host:5432/aiops}, or {@code
   * postgresql://user:password@host/aiops} as other tools write it. A user and password given apart
   * count before those in the address.
   *
   * @throws IllegalArgumentException where it is neither; the message does not repeat it, because
   *     it may hold a password
   */
  static Optional<DatabaseAddress> parse(String address, String user, String password) {
    if (address == null || address.isBlank()) {
      return Optional.empty();
    }
    String text = address.strip();
    text = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
    int start = text.indexOf("://");
    if (start < 0 || !List.of("postgresql", "postgres").contains(text.substring(0, start))) {
      throw new IllegalArgumentException(
          "DATABASE_URL must be of the form postgresql://host:5432/database");
    }
    text = text.substring(start + "://".length());
    int end = text.indexOf('/') < 0 ? text.length() : text.indexOf('/');
    int at = text.lastIndexOf('@', end);
    String[] credentials = at < 0 ? new String[0] : text.substring(0, at).split(":", 2);
    text = text.substring(at + 1);
    String foundUser = credentials.length > 0 ? decode(credentials[0]) : null;
    String foundPassword = credentials.length > 1 ? decode(credentials[1]) : null;
    int question = text.indexOf('?');
    String path = question < 0 ? text : text.substring(0, question);
    List<String> kept = new ArrayList<>();
    for (String option :
        question < 0 ? new String[0] : text.substring(question + 1).split("&", -1)) {
      if (option.startsWith(USER)) {
        foundUser = decode(option.substring(USER.length()));
      } else if (option.startsWith(PASSWORD)) {
        foundPassword = decode(option.substring(PASSWORD.length()));
      } else {
        kept.add(option);
      }
    }
    return Optional.of(
        new DatabaseAddress(
            "jdbc:postgresql://" + path + (kept.isEmpty() ? "" : "?" + String.join("&", kept)),
            given(user) ? user : foundUser,
            given(password) ? password : foundPassword));
  }

  private static boolean given(String text) {
    return text != null && !text.isBlank();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return url;
  }
}
