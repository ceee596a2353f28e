package io.aiops.gateway.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

import io.aiops.gateway.api.Problem;
import io.aiops.gateway.config.GatewayConfig;

/** The callback that detector-service posts events to. */
@Path("/internal/v1/events")
public class EventResource {

  private static final Logger LOG = Logger.getLogger(EventResource.class);
  private static final String PATH = "/internal/v1/events";
  private static final String BEARER = "Bearer ";

  private final CloudEventReader reader;
  private final EventRelay relay;
  private final Optional<byte[]> token;

  public EventResource(CloudEventReader reader, EventRelay relay, GatewayConfig config) {
    this.reader = reader;
    this.relay = relay;
    this.token = config.internalToken().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @POST
  @Consumes("application/cloudevents-batch+json")
  @Operation(hidden = true)
  public Response take(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] body) {
    if (!authorized(authorization)) {
      return answer(
          Problem.of(
              "unauthorized",
              "Unauthorized",
              401,
              "This call needs the bearer token of the services.",
              PATH));
    }
    try {
      CloudEventReader.Batch batch = reader.read(body);
      return relay.take(batch)
          ? Response.noContent().build()
          : answer(
              Problem.of(
                  "gap",
                  "Conflict",
                  409,
                  "The batch leaves a gap; a new subscription follows.",
                  PATH));
    } catch (CloudEventReader.MalformedBatchException e) {
      LOG.warnf("A batch of events was refused: %s", e.getMessage());
      return answer(Problem.of("validation", "Invalid input", 400, e.getMessage(), PATH));
    }
  }

  /** Compares in constant time, so that the answer's delay tells nothing about the token. */
  private boolean authorized(String authorization) {
    return token.isEmpty()
        || (authorization != null
            && authorization.startsWith(BEARER)
            && MessageDigest.isEqual(
                authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                token.orElseThrow()));
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
