// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.snapshot.JetStreamApi;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.KeyLogin;
import dev.flotilla.nats.jwt.Login;
import dev.flotilla.nats.jwt.Nkey;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Connections to the accounts of a NatsCluster. */
record AccountAccess(NatsConnections connections, List<String> servers, Optional<SSLContext> tls) {

  /** Whether there is a way to log in. */
  static boolean isOpen(Task.Account account) {
    return account.open() || account.loginFile() != null;
  }

  /**
   * A connection of its own, to be closed. It does not reconnect: what was going on is lost with it
   * anyway, and begun again.
   */
  Connection connect(Task.Account account) throws IOException, InterruptedException {
    ConnectionSettings settings =
        ConnectionSettings.to(servers, "flotilla-backup").overTls(tls).once();
    return connections.connect(
        account.loginFile() == null ? settings : settings.as(login(account.loginFile())));
  }

  /** The same to one server alone. */
  AccountAccess only(String server) {
    return new AccountAccess(connections, List.of(server), tls);
  }

  /** The API of an account, over that connection. */
  static JetStreamApi api(Connection connection) {
    return JetStreamApi.of(connection);
  }

  private static Supplier<Login> login(String file) throws IOException {
    String text = Files.readString(Path.of(file)).strip();
    Login login =
        file.endsWith(".nk") ? new KeyLogin(Nkey.fromSeed(text)) : Credentials.parse(text);
    return () -> login;
  }
}
