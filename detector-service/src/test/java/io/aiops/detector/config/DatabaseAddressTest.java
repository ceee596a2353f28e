package io.aiops.detector.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "jdbc:postgresql://db:5432/aiops,jdbc:postgresql://db:5432/aiops,-,-",
        "postgresql://db/aiops,jdbc:postgresql://db/aiops,-,-",
        "postgres://u:p@db/aiops,jdbc:postgresql://db/aiops,u,p",
        "postgresql://u:a%40b:c+@db:1/aiops?sslmode=require,jdbc:postgresql://db:1/aiops?sslmode=require,u,a@b:c+",
        "jdbc:postgresql://db/aiops?user=u&sslmode=require&password=p,jdbc:postgresql://db/aiops?sslmode=require,u,p",
        "' postgresql://[::1]:5432/aiops ',jdbc:postgresql://[::1]:5432/aiops,-,-",
      })
  void anAddressOfEitherFormIsTakenApart(String text, String url, String user, String password) {
    assertEquals(
        new DatabaseAddress(url, user, password),
        DatabaseAddress.parse(text, null, "").orElseThrow());
  }

  @Test
  void aUserAndPasswordGivenApartCountFirst() {
    assertEquals(
        new DatabaseAddress("jdbc:postgresql://db/aiops", "other", "secret"),
        DatabaseAddress.parse("postgresql://u:p@db/aiops", "other", "secret").orElseThrow());
  }

  @Test
  void noAddressMeansTheEmbeddedDatabase() {
    assertTrue(DatabaseAddress.parse(null, "u", "p").isEmpty());
    assertTrue(DatabaseAddress.parse(" ", "u", "p").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://u:secret@db/aiops", "secret", "jdbc:secret", "http://secret/"})
  void anotherAddressIsRefusedWithoutRepeatingIt(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DatabaseAddress.parse(text, null, null))
            .getMessage();
    assertFalse(message.contains("secret"));
  }

  @Test
  void anAddressShowsNoPassword() {
    assertFalse(
        DatabaseAddress.parse("postgresql://u:secret@db/aiops", null, null)
            .orElseThrow()
            .toString()
            .contains("secret"));
  }
}
