package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The three services together, as the start script starts them, or several of each. */
final class Product implements AutoCloseable {

  static final String TOKEN = "token of the test";

  /** The only one of its kind, or the first. */
  final Service detector;

  final Service ingest;
  final Service gateway;

  final List<Service> detectors = new ArrayList<>();
  final List<Service> ingests = new ArrayList<>();
  final List<Service> gateways = new ArrayList<>();
  private final LoadBalancer balancer;

  /** How many processes of each service. */
  record Replicas(int detectors, int ingests, int gateways) {}

  /**
   * One process of each.
   *
   * @param folder data and logs
   * @param more further environment of all services
   */
  Product(Path folder, Map<String, String> more) {
    this(folder, more, new Replicas(1, 1, 1), null);
  }

  private Product(Path folder, Map<String, String> more, Replicas replicas, LoadBalancer balancer) {
    this.balancer = balancer;
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DATA_DIR", folder.toString());
    environment.put("INTERNAL_TOKEN", TOKEN);
    environment.put("HOSTNAME", "localhost");
    add(detectors, "detector-service", "DETECTOR_PORT", replicas.detectors(), environment, folder);
    add(ingests, "ingest-service", "INGEST_PORT", replicas.ingests(), environment, folder);
    add(gateways, "gateway-service", "GATEWAY_PORT", replicas.gateways(), environment, folder);
    detector = detectors.get(0);
    ingest = ingests.get(0);
    gateway = gateways.get(0);
    for (Service service : all()) {
      service.set("DETECTOR_URL", detectorUrl());
      service.set("INGEST_URL", balancer == null ? ingest.url() : balancer.url("ingest"));
      for (Service one : List.of(detector, ingest, gateway)) {
        // Self-watching needs all ports, and each process has its own.
        String variable = variable(one);
        if (!service.name().equals(one.name())) {
          service.set(variable, Integer.toString(one.port()));
        }
      }
    }
  }

  /** Several processes of each, reached by way of a load balancer as in a cluster. */
  static Product of(Path folder, Map<String, String> more, Replicas replicas) {
    return new Product(folder, more, replicas, new LoadBalancer(folder));
  }

  private static void add(
      List<Service> to,
      String name,
      String variable,
      int count,
      Map<String, String> environment,
      Path folder) {
    for (int i = 0; i < count; i++) {
      int port = Service.freePort();
      Path own = count == 1 ? folder : folder.resolve(name + "-" + i);
      try {
        Files.createDirectories(own);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      to.add(new Service(name, port, environment, own).set(variable, Integer.toString(port)));
    }
  }

  private static String variable(Service service) {
    return switch (service.name()) {
      case "detector-service" -> "DETECTOR_PORT";
      case "ingest-service" -> "INGEST_PORT";
      default -> "GATEWAY_PORT";
    };
  }

  Product start() {
    try {
      if (balancer != null) {
        balancer.start(Map.of("detector", detectors, "ingest", ingests, "gateway", gateways));
      }
      all().forEach(Service::start);
      all().forEach(Service::awaitReady);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return this;
  }

  /** Stops a replica as a cluster does: no new calls for it, and it ends what it has begun. */
  void retire(Service service) {
    service.askToStop();
    balancer.change(reachable(service));
    service.awaitEnd();
  }

  /** Starts a replica that was retired, and lets calls come to it once it is ready. */
  void reinstate(Service service) {
    service.start().awaitReady();
    balancer.change(reachable(null));
  }

  private Map<String, List<Service>> reachable(Service without) {
    return Map.of(
        "detector", others(detectors, without),
        "ingest", others(ingests, without),
        "gateway", others(gateways, without));
  }

  private static List<Service> others(List<Service> all, Service without) {
    return all.stream().filter(one -> one != without).toList();
  }

  List<Service> all() {
    List<Service> all = new ArrayList<>(detectors);
    all.addAll(ingests);
    all.addAll(gateways);
    return all;
  }

  /** Where detector-service is reached: any replica, or the only one. */
  String detectorUrl() {
    return balancer == null ? detector.url() : balancer.url("detector");
  }

  /** Port of the door. */
  int gatewayPort() {
    return balancer == null ? gateway.port() : balancer.port("gateway");
  }

  String api() {
    return "http://127.0.0.1:" + gatewayPort() + "/api";
  }

  @Override
  public void close() {
    all().forEach(Service::close);
    if (balancer != null) {
      balancer.close();
    }
  }
}
