package io.aiops.gateway.security;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.Cookie;
import io.restassured.response.Response;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(WithTokens.class)
@QuarkusTestResource(
    value = FakeServices.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "token", value = WithTokens.INTERNAL))
class SessionTest {

  private static final String NAME = "aiops_session";

  private static Response signIn(String token, String... headers) {
    var request = given().contentType("application/json").body(Map.of("token", token));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.post("/api/session");
  }

  @Test
  void whoSignsInGetsACookieThatOnlyThisSiteSees() {
    Response answer = signIn(WithTokens.OPERATOR);
    answer
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("authenticated", equalTo(true))
        .body("required", equalTo(true))
        .body("name", equalTo("bob"))
        .body("role", equalTo("operator"));
    Instant expires = Instant.parse(answer.path("expires_at"));
    assertTrue(expires.isAfter(Instant.now().plusSeconds(7 * 3600)));
    Cookie cookie = answer.getDetailedCookie(NAME);
    assertTrue(cookie.isHttpOnly());
    assertEquals("Strict", cookie.getSameSite());
    assertEquals("/", cookie.getPath());
    assertFalse(cookie.isSecured());
    assertTrue(cookie.getMaxAge() > 7 * 3600 && cookie.getMaxAge() <= 8 * 3600);
    assertFalse(cookie.getValue().contains(WithTokens.OPERATOR));
    given().cookie(NAME, cookie.getValue()).post("/api/detectors").then().statusCode(200);
    given()
        .cookie(NAME, cookie.getValue())
        .get("/api/session")
        .then()
        .statusCode(200)
        .body("name", equalTo("bob"))
        .body("expires_at", equalTo(expires.toString()));
  }

  @ParameterizedTest
  @CsvSource({"https,true", "'https, http',true", "HTTPS,true", "http,false", "'http,https',false"})
  void theCookieIsSecureWhereTheBrowserSpeaksHttps(String protocol, boolean secure) {
    assertEquals(
        secure,
        signIn(WithTokens.VIEWER, "X-Forwarded-Proto", protocol)
            .getDetailedCookie(NAME)
            .isSecured());
  }

  @Test
  void whoIsNotSignedInIsToldSo() {
    given()
        .get("/api/session")
        .then()
        .statusCode(200)
        .body("authenticated", equalTo(false))
        .body("required", equalTo(true))
        .body("name", nullValue())
        .body("role", nullValue())
        .body("expires_at", nullValue());
    given()
        .header("Authorization", "Bearer " + WithTokens.VIEWER)
        .get("/api/session")
        .then()
        .body("name", equalTo("ana"))
        .body("role", equalTo("viewer"))
        .body("expires_at", nullValue());
  }

  @Test
  void whoSignsOutIsUnknownAfterwardsEvenWithACopyOfTheCookie() {
    String value = signIn(WithTokens.VIEWER).getCookie(NAME);
    Response out = given().cookie(NAME, value).delete("/api/session");
    out.then().statusCode(204);
    assertEquals(0, out.getDetailedCookie(NAME).getMaxAge());
    given()
        .cookie(NAME, value)
        .get("/api/detectors")
        .then()
        .statusCode(401)
        .body("detail", equalTo("The session is over."));
    given().delete("/api/session").then().statusCode(204);
    String again = signIn(WithTokens.VIEWER).getCookie(NAME);
    given().cookie(NAME, again).get("/api/detectors").then().statusCode(200);
  }

  @Test
  void aCookieThatWasChangedIsNone() {
    String value = signIn(WithTokens.VIEWER).getCookie(NAME);
    String[] parts = value.split(":", -1);
    for (String forged :
        new String[] {
          "bob" + value.substring(3),
          value + "x",
          value.substring(0, value.length() - 1),
          String.join(":", parts[0], parts[1], parts[2], "9999999999", parts[4]),
          String.join(":", parts[0], "other", parts[2], parts[3], parts[4]),
          "ana:x:1:1:",
          "ana",
          "x".repeat(5000)
        }) {
      given().cookie(NAME, forged).get("/api/detectors").then().statusCode(401);
    }
    given().cookie(NAME, value).get("/api/detectors").then().statusCode(200);
  }

  @Test
  void aViewersSessionChangesNothing() {
    String value = signIn(WithTokens.VIEWER).getCookie(NAME);
    given().cookie(NAME, value).delete("/api/detectors/detector_1").then().statusCode(403);
    given().cookie(NAME, value).post("/api/detectors/validate").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site,same-origin,200",
    "Sec-Fetch-Site,none,200",
    "Sec-Fetch-Site,same-site,403",
    "Sec-Fetch-Site,cross-site,403",
    "Origin,http://@HOST@:@PORT@,200",
    "Origin,HTTP://@HOST@:@PORT@,200",
    "Origin,http://@HOST@:1,403",
    "Origin,http://evil.@HOST@:@PORT@,403",
    "Origin,http://@HOST@.evil.example:@PORT@,403",
    "Origin,https://aiops.example.com,200",
    "Origin,https://aiops.example.com:444,403",
    "Origin,null,403"
  })
  void aPageOfAnotherSiteChangesNothingWithASession(String header, String value, int status) {
    String cookie = signIn(WithTokens.OPERATOR).getCookie(NAME);
    String from =
        value
            .replace("@HOST@", URI.create(RestAssured.baseURI).getHost())
            .replace("@PORT@", Integer.toString(RestAssured.port));
    given()
        .cookie(NAME, cookie)
        .header(header, from)
        .post("/api/detectors")
        .then()
        .statusCode(status);
    given().cookie(NAME, cookie).header(header, from).get("/api/detectors").then().statusCode(200);
    signIn(WithTokens.OPERATOR, header, from).then().statusCode(status);
    given()
        .cookie(NAME, cookie)
        .header(header, from)
        .delete("/api/session")
        .then()
        .statusCode(status == 200 ? 204 : status);
  }

  @ParameterizedTest
  @CsvSource({
    "null,aiops_gateway:8080,403",
    "http://@,aiops_gateway:8080,403",
    "http://other_gateway:8080,aiops_gateway:8080,403",
    "http://aiops_gateway:8080,aiops_gateway:8080,200",
    "http://aiops_gateway,aiops_gateway:80,200",
    "http://[::1]:8080,[::1]:8080,200",
    "null,null,403"
  })
  void anOriginThatIsNoAddressIsNobodysOwn(String origin, String host, int status)
      throws IOException {
    String answer =
        RawHttp.send(
            RestAssured.port,
            """
            POST /api/detectors HTTP/1.1
            Host: %s
            Origin: %s
            Cookie: %s=%s
            Connection: close
            Content-Length: 0

            """
                .formatted(host, origin, NAME, signIn(WithTokens.OPERATOR).getCookie(NAME))
                .replace("\n", "\r\n"));
    assertEquals(Integer.toString(status), answer.substring(9, 12), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{}|400|token: must be a string",
        "application/json|{\"token\":7}|400|token: must be a string",
        "application/json|{\"token\":\" \"}|400|token: must be a string",
        "application/json|{\"token\":\"x\",\"user\":\"y\"}|400|user: is not a known field",
        "application/json|[]|400|body: must be a JSON object",
        "application/json|{\"token\":|400|body: must be a JSON object",
        "application/json|{\"token\":\"x\"}{}|400|body: must be a JSON object",
        "application/json|{\"token\":\"x\"}|401|not known",
        "text/plain|{\"token\":\"x\"}|415|application/json"
      })
  void aBadBodyIsNamed(String type, String body, int status, String said) {
    given()
        .contentType(type)
        .body(body)
        .post("/api/session")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("detail", containsString(said));
  }

  @Test
  void whatIsTooLongOrNoCallOfASessionIsAProblem() {
    given()
        .contentType("application/json")
        .body(Map.of("token", "x".repeat(5000)))
        .post("/api/session")
        .then()
        .statusCode(413)
        .contentType("application/problem+json");
    given()
        .put("/api/session")
        .then()
        .statusCode(405)
        .header("Allow", "GET, HEAD, POST, DELETE")
        .contentType("application/problem+json");
  }
}
