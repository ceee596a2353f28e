package io.aiops.ingest.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An HTTP client that is made anew when its certificate files change. */
public final class TlsClient {

  private final Duration connectTimeout;
  private final Optional<Path> authorities;
  private final Optional<Path> certificate;
  private final Optional<Path> key;
  private HttpClient client;
  private List<FileTime> version = List.of();

  /** A client that trusts what the JDK trusts and shows no certificate. */
  public TlsClient(Duration connectTimeout) {
    this(connectTimeout, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A client with PEM files.
   *
   * @throws IllegalArgumentException when only one of certificate and key is given
   */
  public TlsClient(
      Duration connectTimeout,
      Optional<Path> authorities,
      Optional<Path> certificate,
      Optional<Path> key) {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a client certificate and its key go together");
    }
    this.connectTimeout = connectTimeout;
    this.authorities = authorities;
    this.certificate = certificate;
    this.key = key;
  }

  synchronized HttpClient get() throws IOException {
    List<FileTime> present = fileTimes();
    if (client == null || !present.equals(version)) {
      client = make();
      version = present;
    }
    return client;
  }

  private HttpClient make() throws IOException {
    // HTTP/1.1: an upgrade to HTTP/2 in clear text confuses proxies. No redirects: they would
    // take the credentials along.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout);
    if (authorities.isPresent() || certificate.isPresent()) {
      try {
        builder.sslContext(PemFiles.context(authorities, certificate, key));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException("certificate files cannot be used: " + e.getMessage(), e);
      }
    }
    return builder.build();
  }

  private List<FileTime> fileTimes() throws IOException {
    List<FileTime> times = new ArrayList<>();
    for (Path path : Stream.of(authorities, certificate, key).flatMap(Optional::stream).toList()) {
      times.add(Files.getLastModifiedTime(path));
    }
    return times;
  }
}
