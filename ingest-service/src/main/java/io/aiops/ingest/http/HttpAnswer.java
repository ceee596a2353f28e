package io.aiops.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A complete answer, held in memory. */
public final class HttpAnswer {

  private final int status;
  private final HttpHeaders headers;
  private final byte[] bytes;
  private final long maxBytes;

  HttpAnswer(int status, HttpHeaders headers, byte[] bytes, long maxBytes) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.maxBytes = maxBytes;
  }

  public int status() {
    return status;
  }

  /** The first header of this name. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The body, decompressed; reading more than the limit throws {@link TooLargeException}. */
  public InputStream body() throws IOException {
    InputStream raw = new ByteArrayInputStream(bytes);
    boolean gzip = header("Content-Encoding").map(v -> v.equalsIgnoreCase("gzip")).orElse(false);
    return gzip ? new LimitedStream(new GZIPInputStream(raw, 1 << 14), maxBytes) : raw;
  }

  /** The start of the body as text, empty where it cannot be read. */
  public String text(int maxChars) {
    try (InputStream in = body()) {
      return new String(in.readNBytes(maxChars), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** When the server made the answer, by its own clock, in whole seconds. */
  public Optional<Instant> date() {
    try {
      return header("Date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The pause that the server asks for in seconds; its other form, a date, is not heeded. */
  public Optional<Duration> retryAfter() {
    return header("Retry-After")
        .filter(text -> text.strip().matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())));
  }
}
