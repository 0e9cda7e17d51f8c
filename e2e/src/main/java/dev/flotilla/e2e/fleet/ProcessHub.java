// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import dev.flotilla.e2e.process.Daemon;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The hub as a process in the rig's hub network, with its nats-server as a child. */
public final class ProcessHub implements Hub {

  private final Environment environment;
  private final Path folder;
  private final Ports ports;
  private final URI url;
  private final HubKeys keys;
  private Daemon process;

  /**
   * What it listens on.
   *
   * @param rest REST and enrolment
   * @param nats clients of its nats-server
   * @param webSocket the same over WebSocket
   * @param monitor of its nats-server, on loopback
   * @param management health and metrics, on loopback
   */
  public record Ports(int rest, int nats, int webSocket, int monitor, int management) {
    private static final Ports DEFAULT = new Ports(8443, 4222, 9222, 8222, 9000);
  }

  private ProcessHub(Environment environment, Path folder, Ports ports, URI url) {
    this.environment = environment;
    this.folder = folder;
    this.ports = ports;
    this.url = url;
    this.keys = HubKeys.make(environment, folder.resolve("init"), url);
    this.process = launch();
  }

  /** Makes its keys on first use, and starts it. */
  public static ProcessHub start(Environment environment, Path folder) {
    return start(environment, folder, Ports.DEFAULT);
  }

  /** The same beside another one. */
  public static ProcessHub start(Environment environment, Path folder, Ports ports) {
    var host = environment.rig().hubNetwork();
    return new ProcessHub(
        environment, folder, ports, URI.create("https://" + host + ":" + ports.rest()));
  }

  /** Ends it at once; its nats-server goes with it. */
  public void kill() {
    process.kill();
  }

  /** Starts it again on the same data. */
  public void restart() {
    process = launch();
  }

  public Path data() {
    return folder.resolve("data");
  }

  public String log() {
    return process.log();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public HubKeys keys() {
    return keys;
  }

  @Override
  public List<String> agentValues() {
    return ports.equals(Ports.DEFAULT)
        ? List.of()
        : List.of("networkPolicy.hub.ports={%d,%d}".formatted(ports.rest(), ports.nats()));
  }

  @Override
  public void close() {
    process.close();
  }

  private Daemon launch() {
    var command =
        environment
            .java("-Xmx256m", "-XX:+UseSerialGC")
            // All starts but the first map the classes that one has loaded.
            .with(
                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + environment.hubArchive())
            .with("-Xlog:cds=off,cds+dynamic=off,aot=off")
            .with("-jar", environment.hubApplication().toString())
            .env("FLOTILLA_HUB_PORT", Integer.toString(ports.rest()))
            .env("FLOTILLA_HUB_NATS_PORT", Integer.toString(ports.nats()))
            .env("FLOTILLA_HUB_NATS_WEBSOCKET_PORT", Integer.toString(ports.webSocket()))
            .env("FLOTILLA_HUB_NATS_MONITOR_PORT", Integer.toString(ports.monitor()))
            .env("FLOTILLA_HUB_MANAGEMENT_PORT", Integer.toString(ports.management()))
            .env("FLOTILLA_HUB_KEYS_DIR", keys.online().toString())
            .env("FLOTILLA_HUB_DATA_DIR", data().toString());
    var server = environment.variable("FLOTILLA_NATS_SERVER");
    var configured =
        server.isPresent() ? command.env("FLOTILLA_HUB_NATS_SERVER_PATH", server.get()) : command;
    return Daemon.start(environment.rig().inHubNetwork(configured), folder.resolve("hub.log"));
  }
}
