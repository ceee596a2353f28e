package io.aiops.detector.anomaly;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes ids of anomalies from what causes them: the same cause, the same id. */
public final class AnomalyId {

  private static final int LETTERS = 14;
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private AnomalyId() {}

  public static String of(String... cause) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", cause).getBytes(StandardCharsets.UTF_8));
      StringBuilder id = new StringBuilder("anomaly_");
      for (int i = 0; i < LETTERS; i++) {
        id.append(ALPHABET.charAt(hash[i] & 31));
      }
      return id.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
