package io.aiops.ingest.source;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import io.aiops.ingest.config.SourceSettings;

/** What a source wants to see before it answers. Never printed. */
public final class Credentials {

  private final Optional<String> fixedAuthorization;
  private final Optional<Path> tokenFile;
  private final Map<String, String> headers;

  private Credentials(
      Optional<String> fixedAuthorization, Optional<Path> tokenFile, Map<String, String> headers) {
    this.fixedAuthorization = fixedAuthorization;
    this.tokenFile = tokenFile;
    this.headers = Map.copyOf(headers);
  }

  /**
   * Reads them from a source's settings.
   *
   * @param userInfo raw user information of the source's address, or null
   * @throws IllegalArgumentException when more than one way is configured
   */
  public static Credentials of(SourceSettings settings, String userInfo) {
    boolean basic = settings.username().isPresent() || settings.password().isPresent();
    int ways = basic || userInfo != null ? 1 : 0;
    ways += settings.bearerToken().isPresent() ? 1 : 0;
    ways += settings.bearerTokenFile().isPresent() ? 1 : 0;
    if (ways > 1) {
      throw new IllegalArgumentException(
          "takes one of username and password, bearer-token, bearer-token-file");
    }
    Optional<String> authorization = settings.bearerToken().map(token -> "Bearer " + token.strip());
    if (basic) {
      authorization =
          Optional.of(basic(settings.username().orElse("") + ":" + settings.password().orElse("")));
    } else if (userInfo != null) {
      // A plus sign stands for itself in user information.
      String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
      authorization = Optional.of(basic(plain.contains(":") ? plain : plain + ":"));
    }
    return new Credentials(authorization, settings.bearerTokenFile(), settings.headers());
  }

  /**
   * Adds them to a request.
   *
   * @throws IOException when the token file cannot be read
   */
  public void apply(HttpRequest.Builder request) throws IOException {
    headers.forEach(request::setHeader);
    if (tokenFile.isPresent()) {
      request.setHeader("Authorization", "Bearer " + token(tokenFile.get()));
    } else {
      fixedAuthorization.ifPresent(value -> request.setHeader("Authorization", value));
    }
  }

  /** The address without user information. */
  static URI withoutUserInfo(URI uri) {
    return URI.create(Redaction.redact(uri.toString()));
  }

  private static String token(Path file) throws IOException {
    String token = Files.readString(file).strip();
    if (token.isEmpty() || token.chars().anyMatch(c -> c < ' ')) {
      throw new IOException("the bearer token file " + file + " holds no token");
    }
    return token;
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
