// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * What an application does that mounts its credentials from a Secret: one round trip, or steady
 * traffic or much of it until it is asked to stop. Exits with 0 only if every count is as expected.
 */
public final class Main {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Servers close a connection whose client took too long to log in, as on a node under load. */
  private static final int ATTEMPTS = 3;

  /** Only connects, and without TLS. */
  private static final String PLAIN = "plain";

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      usage();
    }
    boolean connected = !arguments[0].contains("://");
    // The plain Java half of BouncyCastle: the other unpacks a library into a temporary folder.
    System.setProperty("org.bouncycastle.native.cpu_variant", "java");
    var options =
        (connected ? fromEnvironment() : withCredentials(arguments))
            .connectionName("application")
            .connectionTimeout(TIMEOUT)
            .maxReconnects(-1)
            .build();
    List<String> task = List.of(arguments).subList(connected ? 0 : 2, arguments.length);
    try (Connection connection = connect(options)) {
      System.exit(run(connection, task) ? 0 : 1);
    }
  }

  private static Connection connect(Options options) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Nats.connect(options);
      } catch (AuthenticationException refused) {
        throw refused;
      } catch (IOException problem) {
        if (attempt == ATTEMPTS) {
          throw problem;
        }
      }
    }
  }

  /** With the CA certificates next to the credentials, where servers speak TLS. */
  private static Options.Builder withCredentials(String[] arguments)
      throws IOException, GeneralSecurityException {
    Path credentials = Path.of(arguments[1]);
    Path authority = credentials.resolveSibling("ca.crt");
    var options =
        Options.builder()
            .server(arguments[0])
            .authHandler(Nats.credentials(credentials.toString()));
    return Files.exists(authority) && !arguments[2].equals(PLAIN)
        ? options.sslContext(Tls.trusting(authority))
        : options;
  }

  /** As 'flotilla connect' prints it for pods. */
  private static Options.Builder fromEnvironment() throws IOException {
    Map<String, String> environment = System.getenv();
    var options = Options.builder().server(environment.get("NATS_URL"));
    if (environment.containsKey("NATS_CREDS")) {
      options.authHandler(Nats.credentials(environment.get("NATS_CREDS")));
    } else if (environment.containsKey("NATS_NKEY")) {
      String seed = Files.readString(Path.of(environment.get("NATS_NKEY"))).strip();
      options.authHandler(Nats.staticCredentials(null, seed.toCharArray()));
    } else if (environment.containsKey("NATS_PASSWORD")) {
      options.userInfo(environment.get("NATS_USER"), environment.get("NATS_PASSWORD"));
    }
    return options;
  }

  private static boolean run(Connection connection, List<String> task) throws Exception {
    return switch (task.getFirst()) {
      case "round-trip" ->
          new RoundTrip(connection, Integer.parseInt(task.get(1)), Integer.parseInt(task.get(2)))
              .run();
      case "steady" ->
          new Steady(connection, StorageType.valueOf(task.get(1)), Integer.parseInt(task.get(2)))
              .run();
      case "load" ->
          new Load(
                  connection,
                  Integer.parseInt(task.get(1)),
                  Integer.parseInt(task.get(2)),
                  Integer.parseInt(task.get(3)))
              .run();
      case "fill" -> new Fill(connection).run();
      case PLAIN -> true;
      case "stop" -> stop(connection);
      case "respond" -> new Responder(connection, task.get(1)).run();
      case "request" -> new ApiRequest(connection, task.get(1), task.get(2)).run();
      case "ask" -> new Requests(connection, Integer.parseInt(task.get(1))).run();
      default -> usage();
    };
  }

  private static boolean stop(Connection connection) throws TimeoutException, InterruptedException {
    connection.publish(Steady.STOP, new byte[0]);
    connection.flush(TIMEOUT);
    return true;
  }

  private static boolean usage() {
    System.err.println(
        "usage: client [URL CREDENTIALS-FILE] (round-trip MESSAGES REPLICAS | steady File|Memory STREAMS | load CONNECTIONS STREAMS RATE | stop | plain | fill | respond WORD | ask TIMES | request API-SUBJECT JSON)");
    System.exit(2);
    return false;
  }
}
