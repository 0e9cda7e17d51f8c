// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.credentials.DataPlaneKeys.Account;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import dev.flotilla.nats.configuration.ServerConfiguration;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.health.Expected;
import dev.flotilla.nats.health.HealthTarget;
import dev.flotilla.nats.health.JointCluster;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import dev.flotilla.nats.testing.ExpectedServers;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.ServerProcess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Real servers of one NatsCluster with a gateway, moved to loopback. */
final class GatewayCluster implements AutoCloseable {
  private static final int SERVERS = 3;
  private static final Nkeys NKEYS = new Nkeys(new SecureRandom());

  private final String name;
  private final String gateway;
  private final Path folder;
  private final Keyring keys;
  private final List<Integer> clients = FreePorts.take(SERVERS);
  private final List<Integer> routes = FreePorts.take(SERVERS);
  private final List<Integer> gateways = FreePorts.take(SERVERS);
  private final List<ServerProcess> servers = new ArrayList<>();

  GatewayCluster(String name, String gateway, Path folder, Keyring keys) {
    this.name = name;
    this.gateway = gateway;
    this.folder = folder;
    this.keys = keys;
  }

  /** Starts all servers, joined to those clusters. */
  GatewayCluster start(GatewayCluster... remotes) {
    for (int ordinal = 0; ordinal < SERVERS; ordinal++) {
      ServerProcess server =
          ServerProcess.at(
              name + "-" + ordinal, clients.get(ordinal), home(ordinal), ServerBinary.any());
      server.configure(configuration(ordinal, List.of(remotes)));
      servers.add(server);
    }
    servers.forEach(ServerProcess::start);
    return this;
  }

  /** One server after the other loads the configuration that joins it to those clusters. */
  void join(GatewayCluster... remotes) {
    for (int ordinal = 0; ordinal < SERVERS; ordinal++) {
      servers.get(ordinal).kill();
      servers.get(ordinal).configure(configuration(ordinal, List.of(remotes)));
      servers.get(ordinal).start();
    }
  }

  List<ServerProcess> servers() {
    return servers;
  }

  Path resolver(int ordinal) {
    return home(ordinal).resolve("resolver");
  }

  String configuration(GatewayCluster... remotes) {
    return configuration(0, List.of(remotes)).text();
  }

  List<String> urls() {
    return servers.stream().map(ServerProcess::url).toList();
  }

  /** A new user, signed as the agent of this cluster signs. */
  Credentials user(Account account) {
    Nkey user = NKEYS.user();
    UserClaims claims =
        UserClaims.of(user.publicKey(), "test", keys.identity(account), UserPermissions.ALL);
    return new Credentials(claims.sign(keys.signer(account), Instant.now()), user);
  }

  HealthTarget target() {
    Map<String, String> urls = new TreeMap<>();
    servers.forEach(server -> urls.put(server.name(), server.url()));
    return new HealthTarget(urls, () -> user(Account.SYSTEM), () -> user(Account.PROBE));
  }

  Expected expected() {
    return new Expected(
        ExpectedServers.alike(name, SERVERS, Expected.Server.ANY),
        true,
        Optional.of(new JointCluster(gateway, keys instanceof JoinedKeys)));
  }

  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
  }

  private Path home(int ordinal) {
    return folder.resolve(name + "-" + ordinal);
  }

  private ServerConfiguration configuration(int ordinal, List<GatewayCluster> remotes) {
    ObjectNode json = ConfigurationRenderer.render(cluster(remotes), keys.trust()).json();
    json.put("listen", "127.0.0.1:" + clients.get(ordinal));
    json.remove(List.of("port", "http_port"));
    ObjectNode cluster = json.withObject("/cluster");
    cluster.remove("port");
    cluster.put("listen", "127.0.0.1:" + routes.get(ordinal));
    ArrayNode others = cluster.putArray("routes");
    routes.forEach(port -> others.add("nats://127.0.0.1:" + port));
    ObjectNode gate = json.withObject("/gateway");
    gate.remove("port");
    gate.put("listen", "127.0.0.1:" + gateways.get(ordinal));
    json.withObject("/jetstream").put("store_dir", home(ordinal).resolve("js").toString());
    json.withObject("/resolver").put("dir", resolver(ordinal).toString());
    return new ServerConfiguration(json);
  }

  private NatsCluster cluster(List<GatewayCluster> remotes) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("apiVersion", NatsCluster.API_VERSION);
    manifest.put("kind", NatsCluster.KIND);
    manifest.putObject("metadata").put("name", name);
    ObjectNode spec = manifest.putObject("spec");
    spec.put("version", Catalogue.bundled().newest().toString());
    spec.put("replicas", SERVERS);
    ObjectNode gate = spec.putObject("gateway").put("name", gateway);
    ArrayNode list = gate.putArray("remotes");
    for (GatewayCluster remote : remotes) {
      ObjectNode entry = list.addObject().put("name", remote.gateway);
      ArrayNode urls = entry.putArray("urls");
      remote.gateways.forEach(port -> urls.add("nats://127.0.0.1:" + port));
    }
    return NatsClusterParser.parse(manifest, Stage.FIRST_DEPLOY, Catalogue.bundled())
        .value()
        .orElseThrow();
  }
}
