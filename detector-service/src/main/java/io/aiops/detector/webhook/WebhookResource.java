package io.aiops.detector.webhook;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.aiops.detector.json.Json;
import io.aiops.detector.json.Page;

/** Webhooks: create, read, change, delete, test, and what became of deliveries. */
@Path("/api/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookResource {

  private static final String DEFAULT_DELIVERIES = "100";

  private final WebhookService service;
  private final Json json;

  public WebhookResource(WebhookService service, Json json) {
    this.service = service;
    this.json = json;
  }

  @GET
  @Operation(operationId = "listWebhooks", summary = "Lists webhooks by name")
  public WebhookList list(
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("q") @DefaultValue("") String text) {
    return service.list(text.strip(), Page.of(page, limit));
  }

  @POST
  @Operation(
      operationId = "createWebhook",
      summary = "Creates a webhook, which is told of what happens from now on",
      description =
          "The secret is never answered, and the URL of kind slack up to the host only, of others"
              + " without its query.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = WrittenWebhook.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = ShownWebhook.class)))
  public Response create(String body) throws JsonProcessingException {
    ShownWebhook webhook = service.create(json.tree(body));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, "/api/webhooks/" + webhook.id())
        .header(HttpHeaders.ETAG, webhook.entityTag())
        .entity(webhook)
        .build();
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getWebhook", summary = "Reads a webhook")
  @APIResponse(
      responseCode = "200",
      description = "The webhook, with its ETag",
      content = @Content(schema = @Schema(implementation = ShownWebhook.class)))
  public Response get(@PathParam("id") String id) {
    return tagged(service.get(id));
  }

  @PUT
  @Path("/{id}")
  @Operation(
      operationId = "updateWebhook",
      summary = "Replaces a webhook",
      description =
          "Omitted fields take their defaults, read-only ones are ignored; an absent secret and a"
              + " URL as it is shown stay what they are, an empty secret is taken away. What comes"
              + " while a webhook is disabled is never told.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = WrittenWebhook.class)))
  @APIResponse(
      responseCode = "200",
      description = "The webhook as it is now",
      content = @Content(schema = @Schema(implementation = ShownWebhook.class)))
  public Response update(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String body)
      throws JsonProcessingException {
    return tagged(service.update(id, json.tree(body), ifMatch));
  }

  private static Response tagged(ShownWebhook webhook) {
    return Response.ok(webhook).header(HttpHeaders.ETAG, webhook.entityTag()).build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteWebhook", summary = "Deletes a webhook")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(@PathParam("id") String id) {
    service.delete(id);
  }

  @POST
  @Path("/{id}/test")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "testWebhook",
      summary = "Sends a made-up event now and says what became of it")
  public TestAnswer test(@PathParam("id") String id) throws InterruptedException {
    return service.test(id);
  }

  @GET
  @Path("/{id}/deliveries")
  @Operation(
      operationId = "listDeliveries",
      summary = "Lists the latest tries, newest first; 100 are kept")
  public AttemptList deliveries(
      @PathParam("id") String id,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(DEFAULT_DELIVERIES) String limit) {
    return service.deliveries(id, Page.of(page, limit));
  }
}
