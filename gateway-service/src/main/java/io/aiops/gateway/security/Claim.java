package io.aiops.gateway.security;

/** What a call says about who sends it. */
sealed interface Claim {

  /** It is someone known. */
  record Known(Caller caller) implements Claim {}

  /** It says nothing. */
  record Nobody() implements Claim {}

  /** It has a token that is none. */
  record WrongToken() implements Claim {}

  /** It has a session that is over, or never was one. */
  record EndedSession() implements Claim {}
}
