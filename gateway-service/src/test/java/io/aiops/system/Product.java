package io.aiops.system;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The three services together, as the start script starts them. */
final class Product implements AutoCloseable {

  static final String TOKEN = "token of the test";

  final Service detector;
  final Service ingest;
  final Service gateway;

  /**
   * @param folder data and logs
   * @param more further environment of all services
   */
  Product(Path folder, Map<String, String> more) {
    int detectorPort = Service.freePort();
    int ingestPort = Service.freePort();
    int gatewayPort = Service.freePort();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DETECTOR_PORT", Integer.toString(detectorPort));
    environment.put("INGEST_PORT", Integer.toString(ingestPort));
    environment.put("GATEWAY_PORT", Integer.toString(gatewayPort));
    environment.put("DATA_DIR", folder.toString());
    environment.put("INTERNAL_TOKEN", TOKEN);
    environment.put("HOSTNAME", "localhost");
    detector = new Service("detector-service", detectorPort, environment, folder);
    ingest = new Service("ingest-service", ingestPort, environment, folder);
    gateway = new Service("gateway-service", gatewayPort, environment, folder);
  }

  Product start() {
    try {
      all().forEach(Service::start);
      all().forEach(Service::awaitReady);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return this;
  }

  List<Service> all() {
    return List.of(detector, ingest, gateway);
  }

  String api() {
    return gateway.url() + "/api";
  }

  @Override
  public void close() {
    all().forEach(Service::close);
  }
}
