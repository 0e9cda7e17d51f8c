// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.testing.ServerBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code nats-server -t} says of rendered configurations. */
class ConfigurationIT {
  @TempDir Path folder;

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
}
