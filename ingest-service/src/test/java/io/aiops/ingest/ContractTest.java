package io.aiops.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The document that other modules read is the one that this service generates. */
@QuarkusTest
class ContractTest {

  private static final Path DOCUMENT = Path.of("contract/openapi.yaml");

  @Test
  void theContractIsWhatTheServiceOffers() throws IOException {
    String generated = given().get("/q/openapi").then().statusCode(200).extract().asString();
    if (Boolean.getBoolean("contract.update")) {
      Files.writeString(DOCUMENT, generated);
    }
    assertEquals(
        Files.readString(DOCUMENT),
        generated,
        "The API has changed. Where that is meant, run: mvn -pl ingest-service test"
            + " -Dtest=ContractTest -Dcontract.update=true");
  }
}
