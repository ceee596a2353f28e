package io.aiops.detector.problem;

import java.io.IOException;
import java.lang.reflect.Proxy;

import jakarta.ws.rs.core.UriInfo;

import org.junit.jupiter.api.Test;

import io.vertx.core.http.HttpClosedException;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Whose fault a failure is. */
class ProblemMapperTest {

  private final ProblemMapper mapper = new ProblemMapper();

  private static UriInfo path() {
    return (UriInfo)
        Proxy.newProxyInstance(
            ProblemMapperTest.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) -> "/api/detectors");
  }

  @Test
  void aCallerThatLeavesInTheMiddleOfABodyIsNoFailureOfTheService() {
    IOException failure = new IOException(new IOException(new HttpClosedException("closed")));
    assertEquals(400, mapper.unexpected(failure, path()).getStatus());
  }

  @Test
  void anythingElseThatIsNotForeseenIs() {
    IOException failure = new IOException(new IOException("the disk is gone"));
    assertEquals(500, mapper.unexpected(failure, path()).getStatus());
  }
}
