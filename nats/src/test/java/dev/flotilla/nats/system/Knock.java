// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.jwt.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;

/**
 * A user at the door of a server: everything is made ready first, so that the one packet that makes
 * the server load the account leaves at a chosen instant.
 */
final class Knock implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;
  private final byte[] request;
  private boolean sent;

  Knock(String url, Credentials user) throws IOException {
    URI server = URI.create(url);
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    JsonNode info =
        JsonMapper.builder().build().readTree(in.readLine().substring("INFO ".length()));
    byte[] signature = user.user().sign(info.path("nonce").asText().getBytes(UTF_8));
    ObjectNode connect = JsonNodeFactory.instance.objectNode();
    connect.put("verbose", false).put("pedantic", false).put("protocol", 1);
    connect.put("jwt", user.jwt().text());
    connect.put("sig", Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    request = ("CONNECT " + connect + "\r\nSUB knock 1\r\nPING\r\n").getBytes(UTF_8);
  }

  void send() throws IOException {
    socket.getOutputStream().write(request);
    sent = true;
  }

  /** Whether the server lets the user in. */
  boolean admitted() throws IOException {
    if (!sent) {
      send();
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("PONG")) {
        return true;
      }
      if (line.startsWith("-ERR")) {
        return false;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
