package io.aiops.gateway.live;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Puts the socket into the OpenAPI document: the scanner knows REST only. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class SocketDescription implements OASFilter {

  private static final String TEXT =
      """
      A WebSocket with text frames of JSON.

      From the client: `{"action":"subscribe","topics":["anomalies"],"filter":{"detector_id":"detector_1",\
      "min_severity":"high"},"since":1041,"epoch":"c1f2"}` (filter, since and epoch are optional),
      `{"action":"unsubscribe","topics":["anomalies"]}` and `{"action":"ping"}`. The topics are `anomalies`,
      `detectors` and `system`. Events about no detector pass a filter of one.

      From the server: `welcome` with epoch, seq and heartbeat_seconds; `subscribed` with topics, recovered and
      seq; events as `/api/events` lists them; `heartbeat`, `pong`, `unsubscribed`, and `error` with code and
      message. With since the missed events come first, in order; where they are gone recovered is false.
      A gateway that just started greets and answers once it has what happened before; where detector-service does
      not answer, it greets after a second with an empty epoch, which tells nothing.

      It closes with 1001, 1012 or 1013 (come back, with since), 4408 (too slow or silent: come back), 4400 (bad
      protocol), 4401 (no token, or a session that is over) and 4429 (too many connections or subscriptions),
      which are final.
      """;

  @Override
  public void filterOpenAPI(OpenAPI document) {
    PathItem socket =
        OASFactory.createPathItem()
            .GET(
                OASFactory.createOperation()
                    .operationId("openSocket")
                    .addTag("Events")
                    .summary("Events as they happen, over a WebSocket")
                    .description(TEXT)
                    .responses(
                        OASFactory.createAPIResponses()
                            .addAPIResponse(
                                "101", OASFactory.createAPIResponse().description("Upgraded"))
                            .addAPIResponse(
                                "426",
                                OASFactory.createAPIResponse()
                                    .description("Not a WebSocket handshake"))));
    if (document.getPaths() == null) {
      document.setPaths(OASFactory.createPaths());
    }
    document.getPaths().addPathItem("/api/ws", socket);
  }
}
