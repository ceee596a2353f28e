package io.aiops.gateway.live;

/** Why a socket is closed. Codes from 4400 to 4404 and 4429 are final, the others say reconnect. */
enum CloseCode {
  RESTART(1012, "the events start anew"),
  STOP(1001, "this gateway stops"),
  NOT_YET(1013, "what was missed is not back yet"),
  SLOW(4408, "too slow: messages piled up"),
  SILENT(4408, "no answer to ping"),
  BAD_PROTOCOL(4400, "bad protocol"),
  UNAUTHORISED(4401, "no token, or a session that is over"),
  TOO_MANY_CONNECTIONS(4429, "too many connections"),
  TOO_MANY_SUBSCRIPTIONS(4429, "too many subscriptions");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  int code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
