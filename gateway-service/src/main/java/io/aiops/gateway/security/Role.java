package io.aiops.gateway.security;

import java.util.Locale;
import java.util.Optional;

/** What the owner of a token may do. */
public enum Role {
  /** Reads, subscribes, and tries out what changes nothing. */
  VIEWER,
  /** Changes as well. */
  OPERATOR;

  /** As it is written in configuration and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Role> of(String text) {
    for (Role role : values()) {
      if (role.text().equals(text)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
