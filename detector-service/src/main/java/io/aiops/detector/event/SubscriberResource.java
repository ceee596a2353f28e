package io.aiops.detector.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.OptionalLong;
import java.util.Set;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.aiops.detector.json.Fields;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.InvalidInputException;

/** Subscriptions, for gateway-service; {@code contract/internal.md} says how. */
@Path("/internal/v1/subscribers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SubscriberResource {

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_URL = 2000;
  private static final double LARGEST_SEQ = 1L << 53;

  private final Subscribers subscribers;
  private final Json json;

  SubscriberResource(Subscribers subscribers, Json json) {
    this.subscribers = subscribers;
    this.json = json;
  }

  @PUT
  @Path("/{id}")
  @Operation(hidden = true)
  public Subscribers.Subscription subscribe(@PathParam("id") String id, String body)
      throws JsonProcessingException {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw InvalidInputException.of("id", "must have 1 to " + LONGEST_ID + " characters");
    }
    Fields fields = json.body(body);
    URI callbackUrl = callbackUrl(fields);
    Double fromSeq = fields.number("from_seq", null, 0, LARGEST_SEQ);
    if (fromSeq != null && fromSeq != Math.rint(fromSeq)) {
      fields.reject("from_seq", "must be a whole number");
    }
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    return subscribers.subscribe(
        id,
        callbackUrl,
        fromSeq == null ? OptionalLong.empty() : OptionalLong.of(fromSeq.longValue()));
  }

  private static URI callbackUrl(Fields fields) {
    String text = fields.text("callback_url", "", LONGEST_URL);
    try {
      URI url = new URI(text);
      if (Set.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // the rule below names it
    }
    fields.reject("callback_url", "must be an http or https URL with a host");
    return null;
  }

  @DELETE
  @Path("/{id}")
  @Operation(hidden = true)
  public void unsubscribe(@PathParam("id") String id) {
    subscribers.unsubscribe(id);
  }
}
