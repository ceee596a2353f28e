package io.aiops.gateway.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A gateway that asks for tokens, with short times, and writes all that it logs into a file. */
public class WithTokens implements QuarkusTestProfile {

  static final String VIEWER = "viewer-0123456789-0123456789-0123456789";
  static final String OPERATOR = "operator-0123456789-0123456789-0123456789";
  static final String INTERNAL = "internal-0123456789-0123456789-0123456789";

  /** printf %s "hashed-0123456789-0123456789-0123456789" | openssl dgst -sha256 -r */
  static final String HASHED = "hashed-0123456789-0123456789-0123456789";

  private static final String HASH =
      "sha256:57ab65dae84c0b0b8e565f04e9412bde5bac943254d4c5fbff54c5a8d66a3543";

  /** Of the environment, beside those of the file. */
  static final String ENVIRONMENT = "env-0123456789-0123456789-0123456789-01";

  static final Path FILE = temporary("tokens");
  static final Path LOG = temporary("gateway.log");

  static String lines() {
    return "# who may call\nana viewer "
        + VIEWER
        + "\n\nbob operator "
        + OPERATOR
        + "\nhal operator "
        + HASH
        + "\n";
  }

  /** As Kubernetes does: in one step. */
  static void write(String lines) {
    try {
      Path next = Files.createTempFile("tokens", ".next");
      Files.writeString(next, lines);
      Files.move(next, FILE, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary(String name) {
    try {
      Path file = Files.createTempFile(name, "");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    write(lines());
    Map<String, String> settings = new HashMap<>();
    settings.put("aiops.instance", "gateway-auth");
    settings.put("aiops.internal-token", INTERNAL);
    settings.put("aiops.auth.session-secret", INTERNAL);
    settings.put(
        "aiops.auth.tokens", "env viewer " + ENVIRONMENT + ", other viewer " + ENVIRONMENT + "2");
    settings.put("aiops.auth.tokens-file", FILE.toString());
    settings.put("aiops.auth.reload-every", "100ms");
    settings.put("aiops.auth.wrong-per-minute", "1000");
    settings.put("aiops.auth.origins", "https://aiops.example.com");
    settings.put("aiops.auth.open-paths", "/q/metrics");
    settings.put("quarkus.log.level", "DEBUG");
    settings.put("quarkus.log.console.level", "INFO");
    // Clients of the tests in the same process tell what they send.
    settings.put("quarkus.log.category.\"org.apache.http\".level", "INFO");
    settings.put("quarkus.log.category.\"jdk.internal.httpclient.debug\".level", "INFO");
    settings.put("quarkus.log.file.enabled", "true");
    settings.put("quarkus.log.file.path", LOG.toString());
    return settings;
  }
}
