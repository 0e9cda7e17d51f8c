// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.configuration.AccessRules;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import dev.flotilla.nats.configuration.ServerConfiguration;
import dev.flotilla.nats.document.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Real nats-servers for the tests of one class, alone or as a cluster, in operator mode, with the
 * configuration that Flotilla renders moved to loopback and a temporary folder. Use it as a static
 * {@code @RegisterExtension}; servers are always stopped.
 */
public final class NatsServers implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  /** Cluster name; servers are called {@code test-0}, {@code test-1} and so on. */
  public static final String NAME = "test";

  /** DNS name that the servers' certificate carries. */
  public static final String CERTIFIED = "test.nats.svc";

  private final int count;
  private final boolean jetStream;
  private final boolean tls;
  private final TestTrust trust = TestTrust.create();
  private final ObjectNode authentication;
  private final Function<Authentication, AccessRules> rules;
  private Path binary = ServerBinary.any();
  private String fileStore = "950Mi";
  private final List<ServerProcess> servers = new ArrayList<>();
  private final List<Integer> clientPorts = new ArrayList<>();
  private final List<Integer> routePorts = new ArrayList<>();
  private @Nullable Path folder;
  private @Nullable SelfSigned certificate;

  private NatsServers(int count, boolean jetStream, boolean tls) {
    this.count = count;
    this.jetStream = jetStream;
    this.tls = tls;
    this.authentication = JsonNodeFactory.instance.objectNode();
    this.rules = _ -> trust.trust();
  }

  private NatsServers(
      int count, ObjectNode authentication, Function<Authentication, AccessRules> rules) {
    this.count = count;
    this.jetStream = true;
    this.tls = false;
    this.authentication = authentication;
    this.rules = rules;
  }

  /** So many servers with JetStream; one is no cluster. */
  public static NatsServers withJetStream(int count) {
    return new NatsServers(count, true, false);
  }

  /** So many servers without JetStream. */
  public static NatsServers withoutJetStream(int count) {
    return new NatsServers(count, false, false);
  }

  /** So many servers with JetStream and TLS, which require client certificates. */
  public static NatsServers withTls(int count) {
    return new NatsServers(count, true, true);
  }

  /** So many servers with JetStream and another {@code spec.authentication}. */
  public static NatsServers withAuthentication(
      int count, ObjectNode authentication, Function<Authentication, AccessRules> rules) {
    return new NatsServers(count, authentication, rules);
  }

  /** The same of another version, before they start. */
  public NatsServers of(Path executable) {
    binary = executable;
    return this;
  }

  /** The same with so much room for streams on disk, before they start. */
  public NatsServers storing(String maxSize) {
    fileStore = maxSize;
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  /** Starts all servers and returns once clients can connect to each. */
  public void start() {
    try {
      folder = Files.createTempDirectory("flotilla-nats");
      certificate = SelfSigned.create(folder, CERTIFIED);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException("no certificate", problem);
    }
    clientPorts.addAll(FreePorts.take(count));
    routePorts.addAll(FreePorts.take(count));
    for (int ordinal = 0; ordinal < count; ordinal++) {
      Path home = home(ordinal);
      ServerProcess server =
          ServerProcess.at(NAME + "-" + ordinal, clientPorts.get(ordinal), home, binary);
      server.configure(configuration(ordinal));
      servers.add(server);
    }
    servers.forEach(ServerProcess::start);
  }

  /** Restarts one of them with so much room for streams on disk. */
  public void restart(int ordinal, String maxSize) {
    fileStore = maxSize;
    restart(ordinal);
  }

  /** Restarts one of them with another certificate, which is its own root. */
  public void restart(int ordinal, SelfSigned other) {
    certificate = other;
    restart(ordinal);
  }

  private void restart(int ordinal) {
    ServerProcess server = servers.get(ordinal);
    server.kill();
    server.configure(configuration(ordinal));
    server.start();
  }

  private Path home(int ordinal) {
    return Objects.requireNonNull(folder, "not started").resolve(NAME + "-" + ordinal);
  }

  /** Keys and credentials of the servers. */
  public TestTrust trust() {
    return trust;
  }

  /** The servers' certificate, which is its own root. */
  public SelfSigned certificate() {
    return Objects.requireNonNull(certificate, "not started");
  }

  /** The servers by ordinal. */
  public List<ServerProcess> servers() {
    return List.copyOf(servers);
  }

  /** Client URL of each server by its name. */
  public Map<String, String> urls() {
    Map<String, String> urls = new TreeMap<>();
    servers.forEach(server -> urls.put(server.name(), server.url()));
    return urls;
  }

  @Override
  public void close() {
    servers.forEach(ServerProcess::close);
    servers.clear();
    clientPorts.clear();
    routePorts.clear();
    Path used = folder;
    if (used != null) {
      deleteAll(used);
    }
  }

  private ServerConfiguration configuration(int ordinal) {
    Path home = home(ordinal);
    NatsCluster cluster = cluster();
    ServerConfiguration rendered =
        ConfigurationRenderer.render(
            cluster, rules.apply(cluster.spec().access().authentication()));
    ObjectNode json = rendered.json();
    json.put("listen", "127.0.0.1:" + clientPorts.get(ordinal));
    json.remove(List.of("port", "http_port"));
    if (json.path("cluster") instanceof ObjectNode block) {
      block.remove("port");
      block.put("listen", "127.0.0.1:" + routePorts.get(ordinal));
      ArrayNode routes = block.putArray("routes");
      routePorts.forEach(port -> routes.add("nats://127.0.0.1:" + port));
    }
    if (json.path("jetstream") instanceof ObjectNode store) {
      store.put("store_dir", home.resolve("js").toString());
    }
    if (json.path("resolver") instanceof ObjectNode resolver) {
      resolver.put("dir", home.resolve("resolver").toString());
    }
    certificate().putInto(json);
    return new ServerConfiguration(json, rendered.variables());
  }

  private NatsCluster cluster() {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("apiVersion", NatsCluster.API_VERSION);
    manifest.put("kind", NatsCluster.KIND);
    manifest.putObject("metadata").put("name", NAME);
    ObjectNode spec = manifest.putObject("spec");
    spec.put("version", Catalogue.bundled().newest().toString());
    spec.put("replicas", count);
    if (tls) {
      ObjectNode asked = spec.putObject("tls").put("verifyClients", true);
      asked.putObject("certificate").put("secretName", NAME);
    }
    spec.set("authentication", authentication);
    spec.putArray("waivers").add("EVEN_REPLICAS").add("AUTH_OFF");
    ObjectNode store = spec.putObject("jetStream").put("enabled", jetStream).putObject("fileStore");
    store.put("size", "20Gi").put("maxSize", fileStore);
    return NatsClusterParser.parse(manifest, Stage.FIRST_DEPLOY, Catalogue.bundled())
        .value()
        .orElseThrow();
  }

  private static void deleteAll(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
