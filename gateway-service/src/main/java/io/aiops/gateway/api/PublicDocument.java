package io.aiops.gateway.api;

import java.io.InputStream;
import java.util.List;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;

/**
 * Makes one OpenAPI document of the public API at build time: what the services behind this one
 * offer is merged into what it offers itself.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class PublicDocument implements OASFilter {

  private static final List<String> DOCUMENTS =
      List.of("contract/detector/openapi.yaml", "contract/ingest/openapi.yaml");

  @Override
  public void filterOpenAPI(OpenAPI own) {
    DOCUMENTS.forEach(document -> MergeUtil.merge(own, read(document)));
  }

  private static OpenAPI read(String document) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    OpenAPI model =
        SmallRyeOpenAPI.builder()
            .withApplicationClassLoader(loader)
            .enableModelReader(false)
            .enableAnnotationScan(false)
            .enableStandardStaticFiles(false)
            .enableStandardFilter(false)
            .withCustomStaticFile(() -> open(loader, document))
            .build()
            .model();
    // Title and version are this service's own.
    model.setInfo(null);
    return model;
  }

  private static InputStream open(ClassLoader loader, String document) {
    InputStream stream = loader.getResourceAsStream(document);
    if (stream == null) {
      throw new IllegalStateException("the contract is not on the class path: " + document);
    }
    return stream;
  }
}
