// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.keys.InitCommand;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.ServerBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The packaged hub as a process of its own, with a nats-server of its own, on free ports of
 * loopback.
 */
public final class HubProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

  private final Path folder;
  private final List<Integer> ports = FreePorts.take(5);
  private final Map<String, String> settings = new HashMap<>();
  private HubApplication application = HubApplication.WHOLE;
  private @Nullable Process process;

  /** Makes keys in a new folder; starts nothing. */
  public HubProcess(Path folder) {
    this.folder = folder;
    int code =
        new CommandLine(new InitCommand(Clock.systemUTC()))
            .execute("--out", folder.resolve("fleet").toString(), "--public-url", url().toString());
    assertThat(code).isZero();
    settings.put("KEYS_DIR", keys().toString());
    settings.put("DATA_DIR", data().toString());
    settings.put("PORT", ports.get(0).toString());
    settings.put("NATS_PORT", ports.get(1).toString());
    settings.put("NATS_WEBSOCKET_PORT", ports.get(2).toString());
    settings.put("NATS_MONITOR_PORT", ports.get(3).toString());
    settings.put("MANAGEMENT_PORT", ports.get(4).toString());
    settings.put("NATS_SERVER_PATH", ServerBinary.any().toString());
  }

  /** Adds a setting, such as {@code OPERATION_LIFE}. */
  public HubProcess with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * Starts the hub of another build.
   *
   * @param target the folder in which the build of its module put it
   */
  public HubProcess ofBuild(Path target) {
    application = HubApplication.in(target.toAbsolutePath().normalize());
    return this;
  }

  /** Runs what the container image holds, with its options for Java. */
  public HubProcess asInTheImage() {
    application = HubApplication.ofTheImage(folder.resolve("application"));
    return this;
  }

  /** Starts the process and waits until it is ready. */
  public HubProcess start() {
    process = launch();
    await().atMost(READY_WITHIN).until(this::ready);
    return this;
  }

  /** Starts the process and does not wait. */
  public Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(application.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    settings.forEach((name, value) -> builder.environment().put("FLOTILLA_HUB_" + name, value));
    try {
      return builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Ends the process as a power failure would, and waits until its nats-server is gone as well. */
  public void kill() {
    Process victim = running();
    List<ProcessHandle> children = victim.children().toList();
    victim.destroyForcibly();
    await().atMost(GONE_WITHIN).until(() -> !victim.isAlive());
    await().atMost(GONE_WITHIN).until(() -> children.stream().noneMatch(HubProcess::lives));
  }

  /** Processes that the hub started. */
  public List<ProcessHandle> children() {
    return running().children().toList();
  }

  /** A client of the REST API as the first administrator. */
  public ApiClient admin() {
    return new ApiClient(url(), file(authority()), adminToken());
  }

  /** A new join token with this life. */
  public String joinToken(String life) {
    return admin()
        .post("/api/v1/tokens", Map.of("kind", "join", "name", "test", "expiresIn", life))
        .body()
        .path("token")
        .asText();
  }

  /** An enrolled and accepted agent with its credentials; it is not connected yet. */
  public TestAgent member(String name, String... namespaces) {
    TestAgent agent = new TestAgent(admin(), joinToken("PT1H"));
    assertThat(agent.enrol(name, namespaces).status()).isEqualTo(201);
    assertThat(admin().post("/api/v1/agents/" + name + "/accept", Map.of()).status())
        .isEqualTo(200);
    assertThat(agent.fetchCredentials().status()).isEqualTo(200);
    return agent;
  }

  /** The first administrator's token. */
  public String adminToken() {
    return file(folder.resolve("fleet/admin.token")).strip();
  }

  /** REST address. */
  public URI url() {
    return URI.create("https://localhost:" + ports.get(0));
  }

  /** The hub's own nats-server. */
  public String natsUrl() {
    return "tls://localhost:" + natsPort();
  }

  /** Port of the nats-server for clients over TLS. */
  public int natsPort() {
    return ports.get(1);
  }

  /** Port of the nats-server for clients over WebSocket. */
  public int webSocketPort() {
    return ports.get(2);
  }

  /** The process itself. */
  public ProcessHandle handle() {
    return running().toHandle();
  }

  /** Where health and metrics are served. */
  public URI management() {
    return URI.create("http://127.0.0.1:" + ports.get(4));
  }

  /** The monitoring address of the nats-server. */
  public URI monitor() {
    return URI.create("http://127.0.0.1:" + ports.get(3));
  }

  /** Folder of everything: keys, data, log. */
  public Path folder() {
    return folder;
  }

  /** Certificate of the fleet's authority. */
  public Path authority() {
    return keys().resolve("ca.crt");
  }

  /** Folder with the online keys. */
  public Path keys() {
    return folder.resolve("fleet").resolve("keys");
  }

  /** The hub's store. */
  public Path data() {
    return folder.resolve("data");
  }

  /** What the process printed. */
  public String output() {
    return Files.exists(log()) ? file(log()) : "";
  }

  @Override
  public void close() {
    Process last = process;
    if (last == null || !last.isAlive()) {
      return;
    }
    List<ProcessHandle> children = last.children().toList();
    last.destroy();
    await().atMost(GONE_WITHIN).until(() -> !last.isAlive());
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** What health or metrics say. */
  public String management(String path) {
    return ApiClient.plain(management().resolve(path)).body();
  }

  private boolean ready() {
    if (!running().isAlive()) {
      throw new IllegalStateException("the hub ended:\n" + output());
    }
    return ApiClient.plainStatus(management().resolve("/q/health/ready")) == 200;
  }

  private Process running() {
    Process present = process;
    if (present == null) {
      throw new IllegalStateException("the hub was never started");
    }
    return present;
  }

  // An orphan that is not reaped stays in the table as a zombie.
  private static boolean lives(ProcessHandle handle) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException gone) {
      return false;
    }
  }

  /** Where it prints. */
  public Path log() {
    return folder.resolve("hub.log");
  }

  private static String file(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
