package io.aiops.gateway.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.aiops.gateway.config.GatewayConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** The tokens of now: the file is read anew, so that a rotation needs no restart. */
@ApplicationScoped
public class Tokens {

  private static final Logger LOG = Logger.getLogger(Tokens.class);

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[?::1]?");

  /** Larger files are no lists of tokens. */
  private static final long LARGEST_FILE = 1 << 20;

  private final GatewayConfig.Auth config;
  private final Vertx vertx;
  private final String host;
  private final boolean required;
  private final boolean internalToken;
  private volatile TokenList list;

  /** Why the file was last refused; empty where it was taken. */
  private String refused = "";

  private String fileText = "";

  Tokens(
      GatewayConfig config, Vertx vertx, @ConfigProperty(name = "quarkus.http.host") String host) {
    this.config = config.auth();
    this.vertx = vertx;
    this.host = host;
    this.internalToken = config.internalToken().isPresent();
    this.required = this.config.tokens().isPresent() || this.config.tokensFile().isPresent();
    if (required) {
      try {
        fileText = file();
      } catch (IOException e) {
        throw new TokenList.MalformedTokensException(
            "API_TOKENS_FILE cannot be read: " + e.getClass().getSimpleName());
      }
      list = read(fileText);
    }
  }

  void start(@Observes StartupEvent event) {
    if (!required) {
      if (!LOOPBACK.matcher(host).matches()) {
        LOG.warnf(
            "The API listens on %s without authentication: whoever reaches it may read and change"
                + " everything. Set API_TOKENS_FILE or API_TOKENS, or keep a proxy before it",
            host);
      }
      return;
    }
    LOG.infof("The API asks for tokens: tokens=%d operators=%d", list.size(), list.operators());
    if (!internalToken) {
      LOG.warn("INTERNAL_TOKEN is not set: whoever reaches this port can post events");
    }
    if (config.tokensFile().isPresent()) {
      vertx.setPeriodic(
          config.reloadEvery().toMillis(), timer -> vertx.executeBlocking(this::reload));
    }
  }

  /** Whether calls need a token at all. It stays so while the process lives. */
  public boolean required() {
    return required;
  }

  Optional<ApiToken> find(String secret) {
    return required ? list.find(secret) : Optional.empty();
  }

  Optional<ApiToken> named(String name) {
    return required ? list.named(name) : Optional.empty();
  }

  /** Whether a token is still taken; its role may have changed. */
  boolean holds(ApiToken token) {
    return named(token.name()).filter(now -> now.digest().equals(token.digest())).isPresent();
  }

  /**
   * What cannot be read leaves the tokens as they are, for a file is seldom replaced in one step.
   */
  private synchronized Void reload() {
    try {
      String text = file();
      if (!text.equals(fileText) || !refused.isEmpty()) {
        list = read(text);
        fileText = text;
        refused = "";
        LOG.infof("The tokens were read anew: tokens=%d", list.size());
      }
    } catch (IOException e) {
      refuse("API_TOKENS_FILE cannot be read: " + e.getClass().getSimpleName());
    } catch (TokenList.MalformedTokensException e) {
      refuse(e.getMessage());
    }
    return null;
  }

  private void refuse(String why) {
    if (!why.equals(refused)) {
      refused = why;
      LOG.errorf("The tokens stay as they were: %s", why);
    }
  }

  private TokenList read(String ofFile) {
    List<TokenList.Source> sources = new ArrayList<>();
    if (config.tokensFile().isPresent()) {
      sources.add(new TokenList.Source("API_TOKENS_FILE", ofFile, ""));
    }
    config.tokens().ifPresent(t -> sources.add(new TokenList.Source("API_TOKENS", t, ",;")));
    return TokenList.read(sources);
  }

  private String file() throws IOException {
    if (config.tokensFile().isEmpty()) {
      return "";
    }
    Path path = config.tokensFile().orElseThrow();
    if (Files.size(path) > LARGEST_FILE) {
      throw new TokenList.MalformedTokensException(
          "API_TOKENS_FILE is larger than a list of tokens");
    }
    return Files.readString(path);
  }
}
