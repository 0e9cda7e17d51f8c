// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.tls.Certificate;
import dev.flotilla.nats.configuration.ListenerTls;
import dev.flotilla.nats.configuration.ServerConfiguration;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.ServerProcess;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nats-server with a certificate that the agent issued, which it also verifies in clients.
 */
class CertifiedServerIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Blueprint ORDERS =
      Blueprints.orders("{\"version\": \"2.15.2\", \"tls\": {}}");

  @TempDir Path folder;

  @Test
  void theAgentAndItsServerProveThemselvesToEachOther() throws Exception {
    ServerAuthority authority = ServerAuthority.create("orders", Instant.now(), RANDOM);
    Map<String, String> secret = secret(authority);
    Map<String, String> foreign = secret(ServerAuthority.create("orders", Instant.now(), RANDOM));
    try (ServerProcess server = server(secret);
        NatsConnections connections = new NatsConnections()) {
      for (String name : List.of("orders.nats.svc", "orders-0.orders-headless.nats.svc")) {
        try (Connection connection = connections.connect(to(server, context(secret, name)))) {
          assertThat(connection.getServerInfo().isTLSRequired()).isTrue();
        }
      }
      for (SSLContext refused :
          List.of(
              context(secret, "orders.other.svc"),
              context(secret, "a.b.orders-headless.nats.svc"),
              context(foreign, "orders.nats.svc"))) {
        assertThatThrownBy(() -> connections.connect(to(server, refused)))
            .isInstanceOf(IOException.class);
      }
    }
  }

  private ServerProcess server(Map<String, String> secret) throws IOException {
    for (Map.Entry<String, String> file : secret.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    int port = FreePorts.take(1).getFirst();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("listen", "127.0.0.1:" + port);
    json.set("tls", new ListenerTls(folder.toString()).block(true));
    ServerProcess server =
        ServerProcess.at("orders-0", port, folder.resolve("server"), ServerBinary.any());
    server.configure(new ServerConfiguration(json));
    server.start();
    return server;
  }

  private static Map<String, String> secret(ServerAuthority authority) {
    return ServerCertificates.secretData(
        authority.issue("orders", Certificate.names(ORDERS), Instant.now(), RANDOM), authority);
  }

  private static SSLContext context(Map<String, String> secret, String name) {
    return ServerCertificates.parse(secret).context(name);
  }

  private static ConnectionSettings to(ServerProcess server, SSLContext context) {
    return ConnectionSettings.to(List.of(server.url()), "certified")
        .overTls(Optional.of(context))
        .once();
  }
}
