// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.tls.ServerTls;
import java.util.Optional;

/**
 * TLS of one listener, or of connections that the server itself makes. The files are not covered by
 * the configuration's digest.
 *
 * @param folder where {@code tls.crt}, {@code tls.key} and {@code ca.crt} are mounted
 */
public record ListenerTls(String folder) {
  /** The certificate that {@code spec.tls} is about. */
  public static final ListenerTls OF_SERVERS = new ListenerTls("/etc/nats-certs/server");

  /** Certificate and its chain, in the folder and in a Secret. */
  public static final String CERTIFICATE = "tls.crt";

  /** Private key. */
  public static final String KEY = "tls.key";

  /** CA that verifies the other side. */
  public static final String AUTHORITY = "ca.crt";

  // The server's default of 2 s is too short when all clients of a lost server reconnect at once.
  static final int TIMEOUT_SECONDS = 10;

  /** The block of a listener for clients, as a spec asks for it; empty for plain text. */
  static Optional<ObjectNode> ofClients(ServerTls tls) {
    return tls.listeners().client()
        ? Optional.of(OF_SERVERS.block(tls.verifyClients()))
        : Optional.empty();
  }

  /**
   * The {@code tls} block.
   *
   * @param verify whether the other side must present a certificate
   */
  public ObjectNode block(boolean verify) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("cert_file", folder + "/" + CERTIFICATE);
    json.put("key_file", folder + "/" + KEY);
    json.put("ca_file", folder + "/" + AUTHORITY);
    json.put("verify", verify);
    json.put("timeout", TIMEOUT_SECONDS);
    return json;
  }
}
