package io.aiops.gateway.security;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TokenListTest {

  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(31) + "=";

  private static TokenList read(String text) {
    return TokenList.read(List.of(new TokenList.Source("API_TOKENS", text, ",;")));
  }

  @Test
  void entriesStandOnLinesOrBetweenCommasAndSemicolons() {
    TokenList tokens = read(" ana  viewer " + A + " ;\r\n# nobody\n,bob\toperator " + B);
    assertEquals(2, tokens.size());
    assertEquals(1, tokens.operators());
    assertEquals(Role.VIEWER, tokens.find(A).orElseThrow().role());
    assertEquals("bob", tokens.find(B).orElseThrow().name());
    assertTrue(tokens.find(A + "a").isEmpty());
    assertTrue(tokens.find("").isEmpty());
    assertTrue(tokens.find("a".repeat(100_000)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|API_TOKENS holds no token",
        "# only this|API_TOKENS holds no token",
        "secretsecretsecretsecretsecretsecret|API_TOKENS, line 1: an entry is: name role token",
        "ana secretsecretsecretsecretsecretsecret|API_TOKENS, line 1: an entry is: name role token",
        "ana viewer secretsecretsecretsecretsecretsecret x|API_TOKENS, line 1: an entry is: name role token",
        "ana secretsecretsecretsecretsecretsecret viewer|API_TOKENS, line 1: the role must be viewer or operator",
        "ana Viewer secretsecretsecretsecretsecretsecret|API_TOKENS, line 1: the role must be viewer or operator",
        "ana viewer secretsecretsecretsecretsecretx|API_TOKENS, line 1: the token must have 32 to 512 characters",
        "ana viewer secretsecretsecretsecretsecret$ecret|API_TOKENS, line 1: the token must be of letters, digits and -._~+/, with = at its end only",
        "ana viewer secretsecretsecret=secretsecretsecret|API_TOKENS, line 1: the token must be of letters, digits and -._~+/, with = at its end only",
        "ana viewer sha256:secret|API_TOKENS, line 1: sha256: must be followed by 64 hexadecimal digits",
        "secret/secret viewer secretsecretsecretsecretsecretsecret|API_TOKENS, line 1: the name must be of 1 to 64 letters, digits, dots, dashes, underscores and @",
        "ana viewer secretsecretsecretsecretsecretsecret;ana viewer secretsecretsecretsecretsecretsecre7|API_TOKENS, line 2: the name is there already",
        "ana viewer secretsecretsecretsecretsecretsecret;bob viewer secretsecretsecretsecretsecretsecret|API_TOKENS, line 2: the token is that of API_TOKENS, line 1",
      })
  void aBadEntryIsNamedByItsLineAndNeverRepeated(String text, String said) {
    TokenList.MalformedTokensException e =
        assertThrows(TokenList.MalformedTokensException.class, () -> read(text));
    assertEquals(said, e.getMessage());
    assertFalse(e.getMessage().contains("secret"));
  }

  @Test
  void aTokenIsNotPrinted() {
    ApiToken token = read("ana viewer " + A).find(A).orElseThrow();
    assertEquals("ana (viewer)", token.toString());
  }
}
