// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import dev.flotilla.nats.configuration.PasswordVariable;
import dev.flotilla.nats.configuration.ServerConfiguration;
import dev.flotilla.nats.testing.Scenario;
import dev.flotilla.nats.testing.SelfSigned;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.TestLogins;
import dev.flotilla.nats.testing.TestTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of the catalogue starts with the configuration of every scenario. */
class ScenarioIT {
  private static final TestTrust TRUST = TestTrust.create();

  private static final TestLogins LOGINS = TestLogins.create();

  /** Of no password that is tried here. */
  private static final String HASH =
      "$2a$04$......................................................".substring(0, 60);

  @TempDir static Path certificates;
  private static SelfSigned certificate;

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = SelfSigned.create(certificates, "server");
  }

  static Stream<Arguments> startsOnEveryLine() {
    return Catalogue.bundled().lines().stream()
        .map(line -> line.newest().toString())
        .flatMap(
            version ->
                Scenario.accepted().stream().map(scenario -> Arguments.of(version, scenario)));
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource
  void startsOnEveryLine(String version, Scenario scenario) throws Exception {
    Optional<Path> server = ServerBinary.ofVersion(version);
    assumeTrue(server.isPresent(), "a nats-server " + version + " is at hand");
    ServerConfiguration rendered = rendered(scenario.parsed().value().orElseThrow());
    ServerConfiguration moved = new Moved(folder, certificate).configuration(rendered);
    Path file = Files.writeString(folder.resolve("nats.conf"), moved.text());

    Start start = new Start(server.get(), file, moved.variables());
    assertThat(start.checked()).contains("is valid").contains(moved.digest());
    assertThat(start.untilReady()).contains("Server is ready");
  }

  private static ServerConfiguration rendered(NatsCluster cluster) {
    Authentication authentication = cluster.spec().access().authentication();
    return ConfigurationRenderer.render(
        cluster,
        authentication.byOperator() ? TRUST.trust() : LOGINS.rules(authentication, _ -> HASH));
  }

  /**
   * A server with a configuration.
   *
   * @param server executable
   * @param file the configuration
   * @param variables what its environment holds for it
   */
  private record Start(Path server, Path file, Map<String, String> variables) {
    /** What the server says until it is ready or has ended. */
    String untilReady() throws IOException {
      Process process = process();
      StringBuilder said = new StringBuilder();
      try (var lines = process.inputReader(UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          said.append(line).append('\n');
          if (line.contains("Server is ready")) {
            break;
          }
        }
      } finally {
        process.destroyForcibly().onExit().join();
      }
      return said.toString();
    }

    /** What it says of the configuration alone. */
    String checked() throws IOException, InterruptedException {
      Process process = process("-t");
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      return output;
    }

    private Process process(String... options) throws IOException {
      List<String> command =
          Stream.concat(
                  Stream.of(server.toString(), "--name", "orders-0", "-c", file.toString()),
                  Stream.of(options))
              .toList();
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      variables.forEach(
          (name, value) -> builder.environment().put(name, PasswordVariable.quoted(value)));
      return builder.start();
    }
  }

  /**
   * A configuration that any number of servers can start with on this machine.
   *
   * @param folder where its files lie
   * @param certificate in place of what a Secret would hold
   */
  private record Moved(Path folder, SelfSigned certificate) {
    ServerConfiguration configuration(ServerConfiguration rendered) {
      ObjectNode json = rendered.json().deepCopy();
      move(json);
      certificate.putInto(json);
      return new ServerConfiguration(json, rendered.variables());
    }

    private void move(ObjectNode json) {
      for (String port : List.of("port", "http_port")) {
        if (json.has(port)) {
          json.put(port, -1);
          json.put("host", "127.0.0.1");
        }
      }
      for (String place : List.of("store_dir", "dir")) {
        if (json.has(place)) {
          json.put(place, folder.resolve(place).toString());
        }
      }
      json.elements()
          .forEachRemaining(
              element -> {
                if (element instanceof ObjectNode part) {
                  move(part);
                }
              });
    }
  }
}
