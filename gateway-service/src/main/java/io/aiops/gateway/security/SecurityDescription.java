package io.aiops.gateway.security;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Puts into the OpenAPI document how to show who calls, and the calls of a session. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0) // after what others add
public class SecurityDescription implements OASFilter {

  private static final String TOKEN = "token";
  private static final String SESSION = "session";
  private static final String PROBLEM = "application/problem+json";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    if (document.getPaths() == null) {
      document.setPaths(OASFactory.createPaths());
    }
    document
        .getComponents()
        .addSecurityScheme(
            TOKEN,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A token of the gateway's configuration, where it has any."))
        .addSecurityScheme(
            SESSION,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name(Callers.COOKIE)
                .description("What POST /api/session gives a browser."))
        .addSchema("Session", schema());
    document.setSecurity(
        List.of(
            OASFactory.createSecurityRequirement().addScheme(TOKEN),
            OASFactory.createSecurityRequirement().addScheme(SESSION)));
    document.getPaths().getPathItems().forEach(SecurityDescription::addRefusals);
    document.getPaths().addPathItem(SessionCalls.PATH, session());
  }

  private static void addRefusals(String path, PathItem item) {
    if (path.equals("/api/ws")) {
      return; // it says so itself, after the upgrade
    }
    item.getOperations()
        .forEach(
            (method, operation) -> {
              APIResponses responses = operation.getResponses();
              responses.addAPIResponse("401", problem("No token, or one that is not known"));
              boolean forViewers =
                  method == PathItem.HttpMethod.GET || path.equals("/api/detectors/validate");
              if (!forViewers) {
                responses.addAPIResponse("403", problem("It needs the role operator"));
              }
            });
  }

  private static PathItem session() {
    return OASFactory.createPathItem()
        .GET(
            operation("getSession", "Who is signed in; without a token as well")
                .responses(OASFactory.createAPIResponses().addAPIResponse("200", state())))
        .POST(
            operation("signIn", "Makes a session of a token, in a cookie")
                .requestBody(
                    OASFactory.createRequestBody()
                        .required(true)
                        .content(
                            OASFactory.createContent()
                                .addMediaType(
                                    "application/json",
                                    OASFactory.createMediaType().schema(credentials()))))
                .responses(
                    OASFactory.createAPIResponses()
                        .addAPIResponse("200", state())
                        .addAPIResponse("400", problem("A body that is none"))
                        .addAPIResponse("401", problem("The token is not known"))
                        .addAPIResponse("403", problem("A page of another site asks"))
                        .addAPIResponse("409", problem("No tokens are configured"))
                        .addAPIResponse("413", problem("More than 4096 bytes"))
                        .addAPIResponse("415", problem("Something else than JSON"))
                        .addAPIResponse(
                            "429", problem("Too many wrong tokens; Retry-After says how long"))))
        .DELETE(
            operation("signOut", "Ends the session")
                .responses(
                    OASFactory.createAPIResponses()
                        .addAPIResponse(
                            "204", OASFactory.createAPIResponse().description("No session"))
                        .addAPIResponse("403", problem("A page of another site asks"))));
  }

  private static Operation operation(String id, String summary) {
    return OASFactory.createOperation()
        .operationId(id)
        .summary(summary)
        .addTag("Session")
        .security(List.of());
  }

  private static APIResponse state() {
    return OASFactory.createAPIResponse()
        .description("Who is signed in")
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/json",
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/Session"))));
  }

  private static APIResponse problem(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(OASFactory.createContent().addMediaType(PROBLEM, OASFactory.createMediaType()));
  }

  private static Schema credentials() {
    return object().addProperty("token", type(Schema.SchemaType.STRING)).required(List.of("token"));
  }

  private static Schema schema() {
    return object()
        .properties(
            Map.of(
                "authenticated", type(Schema.SchemaType.BOOLEAN),
                "required",
                    type(Schema.SchemaType.BOOLEAN).description("whether calls need a token"),
                "name", type(Schema.SchemaType.STRING, Schema.SchemaType.NULL),
                "role",
                    type(Schema.SchemaType.STRING, Schema.SchemaType.NULL)
                        .description("viewer or operator"),
                "expires_at",
                    type(Schema.SchemaType.STRING, Schema.SchemaType.NULL).format("date-time")))
        .required(List.of("authenticated", "required"));
  }

  private static Schema object() {
    return type(Schema.SchemaType.OBJECT);
  }

  private static Schema type(Schema.SchemaType... types) {
    return OASFactory.createSchema().type(List.of(types));
  }
}
