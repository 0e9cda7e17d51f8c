// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.natsserver.NatsConfigCommand;
import dev.flotilla.hub.runtime.PrepareExternalCommand;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** An external nats-server, which outlives the hub. */
public final class ExternalServer implements AutoCloseable {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(60);

  private final Path folder;
  private final int port = FreePorts.take(1).getFirst();
  private @Nullable Process process;

  /** Keeps its files in this folder; starts nothing. */
  public ExternalServer(Path folder) {
    this.folder = folder;
  }

  /** Lets a hub use it. */
  public HubProcess usedBy(HubProcess hub) {
    return hub.with("NATS_MODE", "external")
        .with("NATS_URL", url())
        .with("NATS_PUBLIC_URLS", url());
  }

  /**
   * What {@code prepare-external} prints, and what its comments say is the owner's part: listener
   * and TLS.
   */
  public ObjectNode prepared(Path keys) throws IOException {
    StringWriter printed = new StringWriter();
    int code =
        new CommandLine(new PrepareExternalCommand())
            .setOut(new PrintWriter(printed))
            .execute("--keys", keys.toString(), "--data", folder.resolve("theirs").toString());
    assertThat(code).isZero();
    String json =
        printed
            .toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n"));
    ObjectNode configuration = Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
    configuration.put("server_name", "theirs");
    configuration.put("listen", "127.0.0.1:" + port);
    configuration.set("tls", tls(keys));
    return configuration;
  }

  /** Starts it with this configuration. */
  public void run(ObjectNode configuration) throws IOException {
    Path file = folder.resolve("theirs.conf");
    Files.write(file, Json.write(configuration));
    run(file);
  }

  /** Starts it with the configuration in this file, in the place of the one that runs. */
  public void run(Path file) throws IOException {
    close();
    process =
        new ProcessBuilder(ServerBinary.any().toString(), "--config", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("theirs.log").toFile()))
            .start();
  }

  /** Starts a hub that must say why it does not use this server. */
  public void refusedBy(HubProcess hub, String reason) {
    Process process = hub.launch();
    try {
      await()
          .atMost(TOLD_WITHIN)
          .untilAsserted(
              () -> assertThat(hub.output()).contains("is waiting for its store", reason));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Where it listens. */
  public String url() {
    return "tls://localhost:" + port;
  }

  /** The port of {@link #url}. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private ObjectNode tls(Path keys) {
    Path out = folder.resolve("issued");
    int code =
        new CommandLine(new NatsConfigCommand(Clock.systemUTC()))
            .execute("--keys", keys.toString(), "--out", out.toString(), "--names", "localhost");
    assertThat(code).isZero();
    ObjectNode tls = JsonNodeFactory.instance.objectNode();
    tls.put("cert_file", out.resolve("tls/server.crt").toString());
    tls.put("key_file", out.resolve("tls/server.key").toString());
    tls.put("ca_file", keys.resolve("ca.crt").toString());
    return tls.put("verify", true).put("min_version", "1.3").put("handshake_first", true);
  }
}
