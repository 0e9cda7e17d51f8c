// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterParser;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.TestTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code nats-server -t} says of rendered configurations. */
class ConfigurationIT {
  @TempDir Path folder;

  static List<String> versions() {
    return Catalogue.bundled().versions();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyVersionAcceptsTheConfigurationAndReportsTheExpectedDigest(String version)
      throws Exception {
    Optional<Path> server = ServerBinary.ofVersion(version).or(() -> ifVersion(version));
    assumeThat(server).as("a nats-server " + version + " is at hand").isPresent();
    for (int replicas : new int[] {1, 3}) {
      ServerConfiguration configuration =
          ConfigurationRenderer.render(cluster(version, replicas), TestTrust.create().trust());
      assertThat(check(server.orElseThrow(), configuration))
          .contains("is valid")
          .contains(configuration.digest());
    }
  }

  @Test
  void digestHoldsForTextsThatGoEscapes() throws Exception {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("port", 4222)
        .put("debug", false)
        .putArray("server_tags")
        .add("a <b> & \"c\" \\ ü € 😀 \t tab \u2028")
        .add("x");
    json.putObject("jetstream").put("max_file_store", 10_200_547_328L);
    json.putArray("trusted_keys");
    ServerConfiguration configuration = new ServerConfiguration(json);
    assertThat(check(ServerBinary.any(), configuration)).contains(configuration.digest());
  }

  private String check(Path server, ServerConfiguration configuration)
      throws IOException, InterruptedException {
    // The check creates the resolver's folder, so it must not be the one of a real pod.
    ObjectNode json = configuration.json();
    if (json.path("resolver") instanceof ObjectNode resolver) {
      resolver.put("dir", folder.resolve("resolver").toString());
    }
    Path file = Files.writeString(folder.resolve("nats.conf"), configuration.text());
    Process process =
        new ProcessBuilder(server.toString(), "-t", "--name", "orders-0", "-c", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }

  private static Optional<Path> ifVersion(String version) {
    try {
      Process process = new ProcessBuilder(ServerBinary.any().toString(), "-v").start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return output.contains("v" + version) ? Optional.of(ServerBinary.any()) : Optional.empty();
    } catch (IOException problem) {
      return Optional.empty();
    }
  }

  private static NatsCluster cluster(String version, int replicas) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("apiVersion", NatsCluster.API_VERSION).put("kind", NatsCluster.KIND);
    manifest.putObject("metadata").put("name", "orders");
    manifest.putObject("spec").put("version", version).put("replicas", replicas);
    return NatsClusterParser.parse(manifest).cluster().orElseThrow();
  }
}
