package io.aiops.ingest.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

import io.aiops.ingest.config.SourceSettings;
import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.http.HttpCaller;
import io.aiops.ingest.http.TlsClient;
import io.aiops.ingest.http.TooLargeException;

/** Requests to one server with a source's credentials; failures come as {@link SourceException}. */
public final class SourceHttp {

  private final HttpCaller caller;
  private final URI base;
  private final Credentials credentials;

  private SourceHttp(HttpCaller caller, URI base, Credentials credentials) {
    this.caller = caller;
    this.base = base;
    this.credentials = credentials;
  }

  /**
   * A client of a server.
   *
   * @throws IllegalArgumentException when address or credentials cannot be used, without quoting
   *     them
   */
  public static SourceHttp of(String url, SourceSettings settings) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      // Neither the message nor the cause: both quote the address with its password.
      throw new IllegalArgumentException("has a url that is none: " + e.getReason());
    }
    if (uri.getHost() == null
        || !("http".equalsIgnoreCase(uri.getScheme())
            || "https".equalsIgnoreCase(uri.getScheme()))) {
      throw new IllegalArgumentException("has a url that is not like http://host:port");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("has a url with a query; send secrets in headers instead");
    }
    TlsClient client =
        new TlsClient(
            settings.connectTimeout(),
            settings.caFile(),
            settings.clientCertFile(),
            settings.clientKeyFile());
    return new SourceHttp(
        new HttpCaller(client, settings.maxAnswerBytes()),
        URI.create(Credentials.withoutUserInfo(uri).toString().replaceAll("/+$", "")),
        Credentials.of(settings, uri.getRawUserInfo()));
  }

  /** The address without credentials and without a slash at its end. */
  public String address() {
    return base.toString();
  }

  /** Sends {@code GET path?parameters}. */
  public HttpAnswer get(String path, Map<String, String> parameters, Duration timeout) {
    String query = parameters.isEmpty() ? "" : "?" + form(parameters);
    return send(HttpRequest.newBuilder(URI.create(base + path + query)).GET(), timeout);
  }

  /** Fetches the address itself, asking for a type of content. */
  public HttpAnswer get(String accept, Duration timeout) {
    return send(HttpRequest.newBuilder(base).setHeader("Accept", accept).GET(), timeout);
  }

  /** Sends {@code POST path} with the parameters as a form. */
  public HttpAnswer post(String path, Map<String, String> parameters, Duration timeout) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters))),
        timeout);
  }

  /** The same with a further header. */
  public HttpAnswer post(
      String path, Map<String, String> parameters, String header, String value, Duration timeout) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters))),
        timeout);
  }

  private HttpAnswer send(HttpRequest.Builder request, Duration timeout) {
    try {
      request.setHeader("Accept-Encoding", "gzip");
      credentials.apply(request);
      return caller.send(request.build(), timeout);
    } catch (HttpConnectTimeoutException e) {
      throw new SourceException(FailureCode.SOURCE_UNREACHABLE, "no connection in time");
    } catch (HttpTimeoutException e) {
      throw SourceException.tooMuch(
          FailureCode.TIMEOUT, "no answer within " + timeout.toMillis() + " ms");
    } catch (TooLargeException e) {
      throw SourceException.tooMuch(FailureCode.BAD_ANSWER, e.getMessage());
    } catch (IOException e) {
      throw new SourceException(FailureCode.SOURCE_UNREACHABLE, reason(e));
    }
  }

  private String reason(IOException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "unknown host " + base.getHost();
      }
      if (cause instanceof SSLException) {
        return "TLS failed: " + cause.getMessage();
      }
      if (cause instanceof NoSuchFileException) {
        return "missing file " + cause.getMessage();
      }
    }
    if (error instanceof ConnectException) {
      return "connection refused by " + base.getAuthority();
    }
    return "connection failed: " + error.getMessage();
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
