package io.aiops.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real nginx before the replicas of each service, as the network of a cluster is: it takes turns,
 * tries another replica where one takes no connection, and lets sockets through.
 */
final class LoadBalancer implements AutoCloseable {

  private final Path folder;
  private final Map<String, Integer> ports =
      new TreeMap<>(
          Map.of(
              "detector", Service.freePort(),
              "ingest", Service.freePort(),
              "gateway", Service.freePort()));
  private Process process;

  LoadBalancer(Path folder) {
    this.folder = folder;
  }

  int port(String service) {
    return ports.get(service);
  }

  String url(String service) {
    return "http://127.0.0.1:" + port(service);
  }

  void start(Map<String, List<Service>> replicas) {
    if (process != null && process.isAlive()) {
      return;
    }
    write(replicas);
    try {
      process =
          new ProcessBuilder("nginx", "-p", folder.toString(), "-c", file().toString())
              .redirectErrorStream(true)
              .redirectOutput(new File(folder.toFile(), "nginx.out"))
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on new calls go to these only; calls that are under way end where they are. */
  void change(Map<String, List<Service>> replicas) {
    write(replicas);
    try {
      new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path file() {
    return folder.resolve("nginx.conf");
  }

  private void write(Map<String, List<Service>> replicas) {
    String servers =
        ports.keySet().stream()
            .map(service -> server(service, replicas.get(service)))
            .collect(Collectors.joining());
    String folders =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(kind -> "%s_temp_path %s/nginx-%s;".formatted(kind, folder.toAbsolutePath(), kind))
            .collect(Collectors.joining(" "));
    try {
      Files.writeString(
          file(),
          """
          daemon off;
          pid %1$s/nginx.pid;
          error_log %1$s/nginx.log error;
          worker_processes 1;
          events { worker_connections 1024; }
          http {
            access_log off;
            keepalive_timeout 0;
            client_max_body_size 70m;
            %2$s
            map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
          %3$s
          }
          """
              .formatted(folder.toAbsolutePath(), folders, servers));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String server(String service, List<Service> replicas) {
    String upstream =
        replicas.stream()
            .map(one -> "server 127.0.0.1:%d fail_timeout=1s;".formatted(one.port()))
            .collect(Collectors.joining(" "));
    return """
      upstream %1$s { %2$s keepalive 16; }
      server {
        listen 127.0.0.1:%3$d;
        location / {
          proxy_pass http://%1$s;
          proxy_http_version 1.1;
          proxy_set_header Host $http_host;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection $connection_upgrade;
          proxy_connect_timeout 2s;
          proxy_read_timeout 120s;
        }
      }
    """
        .formatted(service, upstream, port(service));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
