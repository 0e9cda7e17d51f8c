// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natsserver;

import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.nats.document.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes configuration and certificate of a nats-server that is not the hub's child. */
@Command(
    name = "nats-config",
    description =
        "Write nats-server.conf and a certificate, for a nats-server that the hub does not start itself.",
    footer = {
      "",
      "Example:",
      "  nats-config --keys /keys --out /etc/nats-config --data /data --names hub-nats,hub-nats.flotilla.svc"
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class NatsConfigCommand implements Callable<Integer> {
  private final Clock clock;

  @Option(names = "--keys", required = true, description = "Folder with the hub's online keys.")
  Path keys;

  @Option(names = "--out", required = true, description = "Output folder.")
  Path out;

  @Option(
      names = "--data",
      defaultValue = "/data",
      description = "Store directory, as seen by the server (default: ${DEFAULT-VALUE}).")
  Path data;

  @Option(
      names = "--volume",
      paramLabel = "SIZE",
      description = "Size of the volume of --data, such as 20Gi; the store is limited to less.")
  @Nullable String volume;

  @Option(
      names = "--mount",
      description = "Path of the --out folder as seen by the server, if different.")
  @Nullable Path mount;

  @Option(
      names = "--names",
      split = ",",
      description = "DNS names and IP addresses for the server's certificate.")
  List<String> names = List.of();

  @Option(
      names = "--server-name",
      defaultValue = "flotilla-hub-nats",
      description = "Server name (default: ${DEFAULT-VALUE}).")
  String serverName;

  @Option(
      names = "--monitor",
      defaultValue = "0.0.0.0:8222",
      description = "Listen address of HTTP monitoring (default: ${DEFAULT-VALUE}).")
  String monitor;

  @Option(
      names = "--port",
      defaultValue = "4222",
      description = "TLS port (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--websocket-port",
      defaultValue = "9222",
      description = "WebSocket port (default: ${DEFAULT-VALUE}).")
  int webSocketPort;

  @Option(
      names = "--certificate-life",
      defaultValue = "P397D",
      description =
          "Lifetime of the certificate; a restart of the server issues a new one (default: ${DEFAULT-VALUE}).")
  Duration certificateLife;

  @Spec CommandSpec spec;

  /** Runs at the time of that clock. */
  public NatsConfigCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    HubKeys hubKeys = HubKeys.open(new DirectoryKeyStore(keys));
    Path seen = mount == null ? out.toAbsolutePath() : mount;
    new ServerFiles(hubKeys, new SecureRandom())
        .writeCertificate(out.resolve("tls"), allNames(hubKeys), certificateLife, clock.instant());
    Path file = out.resolve("nats-server.conf");
    ServerFiles.writeConfiguration(
        file,
        new HubServerConfiguration(
            serverName,
            new HubServerConfiguration.Listeners("0.0.0.0", port, webSocketPort, monitor),
            new HubServerConfiguration.Storage(data, seen.resolve("tls"), volume()),
            hubKeys.nats()));
    spec.commandLine().getOut().println("wrote " + file);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Optional<Quantity> volume() {
    String text = volume;
    if (text == null) {
      return Optional.empty();
    }
    Optional<Quantity> size = Quantity.parse(text).filter(Quantity::isPositive);
    if (size.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--volume must be a size such as 20Gi");
    }
    return size;
  }

  private List<String> allNames(HubKeys hubKeys) {
    return Stream.of(
            names.stream(),
            Stream.of(hubKeys.identity().publicUrl().getHost(), "localhost", "127.0.0.1"),
            hubKeys.identity().names().stream())
        .flatMap(part -> part)
        .distinct()
        .toList();
  }
}
