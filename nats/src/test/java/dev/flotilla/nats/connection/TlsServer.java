// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.configuration.ServerConfiguration;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.SelfSigned;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.ServerProcess;
import java.nio.file.Path;
import java.util.List;

/** A real nats-server that speaks nothing but mutual TLS 1.3, on TCP and on WebSocket. */
record TlsServer(ServerProcess process, int port, int webSocketPort) implements AutoCloseable {
  static TlsServer start(Path folder, SelfSigned server, SelfSigned client) {
    List<Integer> ports = FreePorts.take(2);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("listen", "127.0.0.1:" + ports.get(0));
    json.set("tls", tls(server, client).put("handshake_first", true));
    ObjectNode webSocket = json.putObject("websocket");
    webSocket.put("listen", "127.0.0.1:" + ports.get(1));
    webSocket.set("tls", tls(server, client));
    ServerProcess process =
        ServerProcess.at("tls", ports.get(0), folder.resolve("server"), ServerBinary.any());
    process.configure(new ServerConfiguration(json));
    process.start();
    return new TlsServer(process, ports.get(0), ports.get(1));
  }

  String tcpUrl() {
    return "tls://127.0.0.1:" + port;
  }

  String webSocketUrl() {
    return "wss://127.0.0.1:" + webSocketPort;
  }

  @Override
  public void close() {
    process.close();
  }

  private static ObjectNode tls(SelfSigned server, SelfSigned client) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("cert_file", server.certificateFile().toString());
    json.put("key_file", server.keyFile().toString());
    json.put("ca_file", client.certificateFile().toString());
    json.put("verify", true);
    json.put("min_version", "1.3");
    return json;
  }
}
