// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.SelfSigned;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.ServerProcess;
import dev.flotilla.nats.testing.TestTrust;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clients at every listener of a server with TLS, and servers at its gateway. */
class ListenerTlsIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final String LOOPBACK = "127.0.0.1";
  private static final TestTrust TRUST = TestTrust.create();

  @TempDir static Path folder;
  private static SelfSigned certificate;
  private static SelfSigned stranger;
  private static Ports ports;
  private static ServerProcess hub;

  /** Where the listeners of one server are. */
  private record Ports(int client, int webSocket, int mqtt, int leafNodes) {
    static Ports take() {
      List<Integer> free = FreePorts.take(4);
      return new Ports(free.get(0), free.get(1), free.get(2), free.get(3));
    }
  }

  /** One cluster of two that a gateway joins. */
  private record Side(String name, int port, SelfSigned own, SelfSigned trusted) {}

  @BeforeAll
  static void start() throws Exception {
    certificate = SelfSigned.create(folder, "hub");
    stranger = SelfSigned.create(folder, "stranger");
    ports = Ports.take();
    String spec =
        """
        tls: {certificate: {secretName: hub}}
        webSocket: {enabled: true, port: %d}
        mqtt: {enabled: true, port: %d}
        leafNodes: {enabled: true, port: %d}
        """
            .formatted(ports.webSocket(), ports.mqtt(), ports.leafNodes());
    ObjectNode json = rendered("hub", spec);
    certificate.putInto(json);
    hub = server("hub", ports.client(), json);
    hub.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void webSocketClientHearsTheServerByTls() throws Exception {
    assertThat(greeting("wss", certificate)).startsWith("INFO {").contains("\"hub\"");
  }

  @Test
  void webSocketClientIsRefusedInPlainTextAndByOtherRoots() {
    assertThatThrownBy(() -> greeting("ws", certificate)).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> greeting("wss", stranger)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void mqttClientIsAnsweredByTlsAlone() throws Exception {
    SSLContext context = context(certificate);
    try (Socket socket =
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), ports.mqtt())) {
      // Without credentials: the server parses the packet, and its CONNACK says that the client is
      // not authorized.
      assertThat(answerToConnect(socket)).containsExactly(0x20, 2, 0, 5);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.mqtt())) {
      assertThat(answerToConnect(socket)).isNotEqualTo(new byte[] {0x20, 2, 0, 5});
    }
  }

  @Test
  void messagesPassToALeafNodeThatKnowsTheRoots() throws Exception {
    try (ServerProcess leaf = leaf("leaf", certificate);
        NatsConnections connections = new NatsConnections()) {
      leaf.start();
      Connection there =
          connections.connect(user(hub, "responder").overTls(Optional.of(context(certificate))));
      there
          .createDispatcher(asked -> there.publish(asked.getReplyTo(), asked.getData()))
          .subscribe("greet");
      Connection here = connections.connect(user(leaf, "asker"));

      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(here.request("greet", "over TLS".getBytes(UTF_8), ANSWER))
                      .isNotNull()
                      .extracting(Message::getData)
                      .isEqualTo("over TLS".getBytes(UTF_8)));
    }
  }

  @Test
  void leafNodeWithOtherRootsTurnsAway() throws Exception {
    try (ServerProcess leaf = leaf("lost", stranger)) {
      leaf.start();
      await(leaf, "TLS leafnode handshake error", "x509");
    }
  }

  @Test
  void clustersAreJoinedWhenEachKnowsTheRootsOfTheOther() throws Exception {
    List<Integer> free = FreePorts.take(2);
    Side east = new Side("east", free.get(0), certificate, stranger);
    Side west = new Side("west", free.get(1), stranger, certificate);
    try (ServerProcess left = gateway(east, west);
        ServerProcess right = gateway(west, east)) {
      left.start();
      right.start();
      await(left, "Outbound gateway connection to \"west\"", "registered");
      await(right, "Outbound gateway connection to \"east\"", "registered");
    }
  }

  @Test
  void gatewayRefusesServersWhoseRootsItDoesNotKnow() throws Exception {
    List<Integer> free = FreePorts.take(2);
    Side east = new Side("closed", free.get(0), certificate, certificate);
    Side west = new Side("unknown", free.get(1), stranger, certificate);
    try (ServerProcess left = gateway(east, west);
        ServerProcess right = gateway(west, east)) {
      left.start();
      right.start();
      await(left, "TLS gateway handshake error", "x509");
      assertThat(left.logText() + right.logText()).doesNotContain("registered");
    }
  }

  private static void await(ServerProcess server, String... said) {
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(server.logText()).contains(said));
  }

  /** What the server says first to a WebSocket client that trusts this certificate. */
  private static String greeting(String scheme, SelfSigned trusted) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            first.complete(UTF_8.decode(data).toString());
            return CompletableFuture.completedStage(null);
          }
        };
    URI uri = URI.create(scheme + "://" + LOOPBACK + ":" + ports.webSocket());
    try (HttpClient client = HttpClient.newBuilder().sslContext(context(trusted)).build()) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(uri, listener)
              .get(LONG.toSeconds(), TimeUnit.SECONDS);
      try {
        return first.get(LONG.toSeconds(), TimeUnit.SECONDS);
      } finally {
        socket.abort();
      }
    }
  }

  private static SSLContext context(SelfSigned trusted) throws Exception {
    return new ClientTls(List.of(trusted.certificate()), Optional.empty()).context(name(trusted));
  }

  private static String name(SelfSigned certificate) {
    return certificate.certificate().getSubjectX500Principal().getName().replace("CN=", "");
  }

  /** MQTT 3.1.1, section 3.1: a client without user and password; empty when it is cut off. */
  private static byte[] answerToConnect(Socket socket) throws IOException {
    socket.setSoTimeout((int) LONG.toMillis());
    byte[] connect = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 30, 0, 1, 'x'};
    try {
      socket.getOutputStream().write(connect);
      return socket.getInputStream().readNBytes(4);
    } catch (java.net.SocketException cutOff) {
      return new byte[0];
    }
  }

  private static ConnectionSettings user(ServerProcess server, String name) {
    return ConnectionSettings.to(List.of(server.url()), name)
        .as(() -> TRUST.app().user(name))
        .once();
  }

  private static ServerProcess leaf(String name, SelfSigned roots) throws IOException {
    Path user = folder.resolve(name + ".creds");
    Files.writeString(user, TRUST.app().user(name).text());
    ObjectNode json =
        rendered(
            name,
            """
            jetStream: {enabled: false}
            leafNodes:
              remotes:
                - urls: ["tls://127.0.0.1:%d"]
                  credentialsSecret: {name: hub-user}
                  tls: {caSecret: {name: hub-roots}}
            """
                .formatted(ports.leafNodes()));
    roots.putInto(json);
    ((ObjectNode) json.at("/leafnodes/remotes/0")).put("credentials", user.toString());
    return server(name, FreePorts.take(1).getFirst(), json);
  }

  /** A cluster of one server. Its port for clients is of no interest. */
  private static ServerProcess gateway(Side side, Side other) throws IOException {
    ObjectNode json =
        rendered(
            side.name(),
            """
            jetStream: {enabled: false}
            tls: {certificate: {secretName: own}}
            gateway:
              port: %d
              caSecret: {name: roots}
              remotes: [{name: %s, urls: ["tls://127.0.0.1:%d"]}]
            """
                .formatted(side.port(), other.name(), other.port()));
    side.own().putInto(json);
    ((ObjectNode) json.at("/gateway/tls"))
        .put("ca_file", side.trusted().certificateFile().toString());
    return server(side.name(), FreePorts.take(1).getFirst(), json);
  }

  private static ServerProcess server(String name, int port, ObjectNode json) {
    json.put("port", port);
    ServerProcess server = ServerProcess.at(name, port, folder.resolve(name), ServerBinary.any());
    server.configure(new ServerConfiguration(json));
    return server;
  }

  /** As for a pod, on loopback and with the files of this test. */
  private static ObjectNode rendered(String name, String spec) throws IOException {
    String document =
        """
        apiVersion: %s
        kind: NatsCluster
        metadata: {name: %s}
        spec:
          version: %s
          replicas: 1
        """
            .formatted(NatsCluster.API_VERSION, name, Catalogue.bundled().newest().toString());
    NatsCluster cluster =
        NatsClusterParser.parse(
                new YAMLMapper().readTree(document + spec.indent(2)),
                Stage.FIRST_DEPLOY,
                Catalogue.bundled())
            .value()
            .orElseThrow();
    ObjectNode json = ConfigurationRenderer.render(cluster, TRUST.trust()).json();
    json.remove("http_port");
    json.put("host", LOOPBACK);
    for (String listener : List.of("websocket", "mqtt", "leafnodes", "gateway")) {
      if (json.get(listener) instanceof ObjectNode block && block.has("port")) {
        block.put("host", LOOPBACK);
      }
    }
    if (json.get("jetstream") instanceof ObjectNode store) {
      store.put("store_dir", folder.resolve(name + "-streams").toString());
    }
    ((ObjectNode) json.get("resolver")).put("dir", folder.resolve(name + "-claims").toString());
    return json;
  }
}
