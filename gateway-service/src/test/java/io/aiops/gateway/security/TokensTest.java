package io.aiops.gateway.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.aiops.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is configured wrongly stops the start, and never opens the door. */
class TokensTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @AfterAll
  static void end() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Tokens of(GatewayConfig config) {
    return new Tokens(config, VERTX, "127.0.0.1");
  }

  private static String refusal(String... settings) {
    GatewayConfig config = Settings.with(settings);
    return assertThrows(TokenList.MalformedTokensException.class, () -> of(config)).getMessage();
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("tokens"), text).toString();
  }

  @Test
  void withoutTokensNobodyIsAsked() {
    assertFalse(of(Settings.with()).required());
  }

  @Test
  void aFileThatIsNotThereOrHoldsNoTokenStopsTheStart() throws IOException {
    assertEquals(
        "API_TOKENS_FILE cannot be read: NoSuchFileException",
        refusal("aiops.auth.tokens-file", folder.resolve("none").toString()));
    assertEquals(
        "API_TOKENS_FILE holds no token", refusal("aiops.auth.tokens-file", file("# later\n")));
    assertEquals("API_TOKENS holds no token", refusal("aiops.auth.tokens", " , "));
  }

  @Test
  void aBadLineStopsTheStartEvenBesideGoodOnes() throws IOException {
    assertEquals(
        "API_TOKENS_FILE, line 2: the role must be viewer or operator",
        refusal(
            "aiops.auth.tokens-file",
            file("ana viewer " + TOKEN + "\nbob admin " + TOKEN + "2\n")));
    assertEquals(
        "API_TOKENS, line 1: the token is that of API_TOKENS_FILE, line 1",
        refusal(
            "aiops.auth.tokens-file",
            file("ana viewer " + TOKEN),
            "aiops.auth.tokens",
            "bob operator " + TOKEN));
  }

  @Test
  void theTokensOfBothAreTaken() throws IOException {
    Tokens tokens =
        of(
            Settings.with(
                "aiops.auth.tokens-file",
                file("ana viewer " + TOKEN),
                "aiops.auth.tokens",
                "bob operator " + TOKEN + "2"));
    assertTrue(tokens.required());
    assertEquals(Role.VIEWER, tokens.find(TOKEN).orElseThrow().role());
    assertEquals(Role.OPERATOR, tokens.find(TOKEN + "2").orElseThrow().role());
  }
}
