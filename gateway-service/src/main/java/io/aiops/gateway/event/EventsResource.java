package io.aiops.gateway.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.api.Problem;

/** The same events over REST as over the socket. */
@Path("/api/events")
@Tag(name = "Events")
public class EventsResource {

  private static final int MOST = 1000;
  private static final long UNSET = -1;

  private final EventWindow window;
  private final ObjectMapper mapper;

  public EventsResource(EventWindow window, ObjectMapper mapper) {
    this.window = window;
    this.mapper = mapper;
  }

  /** Shape of the answer, for the OpenAPI document. */
  @Schema(name = "Events")
  record Events(String epoch, long seq, boolean recovered, List<Object> events) {}

  @GET
  @Operation(
      operationId = "listEvents",
      summary = "Events after a seq, oldest first; without since the newest ones",
      description =
          "recovered is false where events between since and the first one here are gone.")
  @APIResponse(
      responseCode = "200",
      description = "Events as the socket sends them",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Events.class)))
  @APIResponse(
      responseCode = "503",
      description = "The gateway just started and has yet to get the events up to since")
  public Response list(
      @QueryParam("since") @DefaultValue("") String since,
      @QueryParam("topics") @DefaultValue("") String topics,
      @QueryParam("limit") @DefaultValue("100") String limit)
      throws IOException {
    List<Problem.Violation> violations = new ArrayList<>();
    long after = since.isEmpty() ? UNSET : number("since", since, 0, Long.MAX_VALUE, violations);
    int most = (int) number("limit", limit, 1, MOST, violations);
    Set<String> wanted = topics(topics, violations);
    if (!violations.isEmpty()) {
      return Response.status(400)
          .type(Problem.MEDIA_TYPE)
          .entity(Problem.invalid(violations, "/api/events"))
          .build();
    }
    boolean caughtUp = window.position().caughtUp();
    EventWindow.Since events = window.since(after == UNSET ? 0 : after);
    if (after >= events.seq() && !events.recovered() && !caughtUp) {
      return notYet();
    }
    List<RelayedEvent> matching =
        events.events().stream().filter(event -> wanted.contains(event.topic())).toList();
    int from = after == UNSET ? Math.max(0, matching.size() - most) : 0;
    List<RelayedEvent> page = matching.subList(from, Math.min(matching.size(), from + most));
    return Response.ok(
            write(events, after == UNSET || events.recovered(), page), MediaType.APPLICATION_JSON)
        .build();
  }

  /** Whether events after this seq are gone cannot be said before the window has caught up. */
  private static Response notYet() {
    return Response.status(503)
        .type(Problem.MEDIA_TYPE)
        .header(HttpHeaders.RETRY_AFTER, 1)
        .entity(
            Problem.of(
                "catching-up",
                "Service unavailable",
                503,
                "What happened before this gateway started is not here yet.",
                "/api/events"))
        .build();
  }

  private static long number(
      String field, String text, long least, long most, List<Problem.Violation> violations) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the rule below names it
    }
    violations.add(
        new Problem.Violation(
            field,
            most == Long.MAX_VALUE
                ? "must be a whole number from " + least
                : "must be a whole number from " + least + " to " + most));
    return least;
  }

  private static Set<String> topics(String text, List<Problem.Violation> violations) {
    if (text.isBlank()) {
      return new LinkedHashSet<>(Topic.ALL);
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (String topic : text.split(",", -1)) {
      wanted.add(topic.strip());
    }
    if (!Topic.ALL.containsAll(wanted)) {
      violations.add(new Problem.Violation("topics", "must be of " + String.join(", ", Topic.ALL)));
    }
    return wanted;
  }

  private byte[] write(EventWindow.Since since, boolean recovered, List<RelayedEvent> events)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = mapper.getFactory().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("epoch", since.epoch());
      out.writeNumberField("seq", since.seq());
      out.writeBooleanField("recovered", recovered);
      out.writeArrayFieldStart("events");
      for (RelayedEvent event : events) {
        out.writeRawValue(new String(event.json(), StandardCharsets.UTF_8));
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
