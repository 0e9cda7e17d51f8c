// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real hub as a process of its own, with fresh keys, on free ports of loopback. */
final class RunningHub implements AutoCloseable {
  private static final Path JAR = Path.of("../hub/target/quarkus-app/quarkus-run.jar");
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final URI address;
  private final int managementPort;
  private final int natsPort;
  private final Process process;

  private RunningHub(Path folder, URI address, Ports ports, Process process) {
    this.folder = folder;
    this.address = address;
    this.managementPort = ports.management();
    this.natsPort = ports.nats();
    this.process = process;
  }

  private record Ports(int management, int nats) {}

  static RunningHub start(Path folder) throws Exception {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is missing: run ./mvnw package -pl hub -am first");
    }
    URI address = URI.create("https://localhost:" + freePort());
    Path log = folder.resolve("hub.log");
    Process init =
        java(log, "init", "--out", keys(folder).toString(), "--public-url", "" + address).start();
    if (init.waitFor() != 0) {
      throw new IllegalStateException("init failed:\n" + Files.readString(log));
    }
    Ports ports = new Ports(freePort(), freePort());
    ProcessBuilder serve = java(log);
    serve.environment().putAll(settings(folder, address, ports));
    Optional.ofNullable(System.getenv("FLOTILLA_NATS_SERVER"))
        .ifPresent(path -> serve.environment().put("FLOTILLA_HUB_NATS_SERVER_PATH", path));
    RunningHub hub = new RunningHub(folder, address, ports, serve.start());
    hub.awaitReady();
    return hub;
  }

  private static Map<String, String> settings(Path folder, URI address, Ports ports)
      throws IOException {
    return Map.of(
        "FLOTILLA_HUB_KEYS_DIR", keys(folder).resolve("keys").toString(),
        "FLOTILLA_HUB_DATA_DIR", folder.resolve("data").toString(),
        "FLOTILLA_HUB_PORT", String.valueOf(address.getPort()),
        "FLOTILLA_HUB_MANAGEMENT_PORT", String.valueOf(ports.management()),
        "FLOTILLA_HUB_NATS_PORT", String.valueOf(ports.nats()),
        "FLOTILLA_HUB_NATS_WEBSOCKET_PORT", String.valueOf(freePort()),
        "FLOTILLA_HUB_NATS_MONITOR_PORT", String.valueOf(freePort()));
  }

  private static ProcessBuilder java(Path log, String... arguments) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder = new ProcessBuilder(java.toString(), "-Xmx256m", "-jar", "" + JAR);
    builder.command().addAll(List.of(arguments));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private void awaitReady() {
    await().atMost(START).failFast("the hub lives", this::stillRuns).until(this::ready);
  }

  private boolean ready() throws InterruptedException {
    URI readiness = URI.create("http://localhost:" + managementPort + "/q/health/ready");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(readiness).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notListening) {
      return false;
    }
  }

  private void stillRuns() {
    assertThat(process.isAlive()).as(log()).isTrue();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("hub.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  URI address() {
    return address;
  }

  int natsPort() {
    return natsPort;
  }

  /** What the hub itself has of the keys. */
  Path keys() {
    return keys(folder).resolve("keys");
  }

  Path authority() {
    return keys().resolve("ca.crt");
  }

  String administratorToken() throws IOException {
    return Files.readString(keys(folder).resolve("admin.token")).strip();
  }

  private static Path keys(Path folder) {
    return folder.resolve("fleet");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
