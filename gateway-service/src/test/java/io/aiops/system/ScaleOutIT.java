package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Tag;

/** Chaos among several processes of each service, behind a load balancer, on one PostgreSQL. */
@Tag("long")
class ScaleOutIT extends Chaos {

  private static final Product.Replicas REPLICAS = new Product.Replicas(3, 2, 2);

  @Override
  ChaosDatabase database() throws IOException {
    return new PostgresServer(folder);
  }

  @Override
  Product product(Path folder, Map<String, String> environment) {
    return Product.of(folder, environment, REPLICAS);
  }
}
