// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterParser;
import dev.flotilla.nats.jwt.Jwt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each scenario folder holds a cluster and the configuration it becomes; {@code -Dbless=true}
 * writes the latter anew.
 */
class ConfigurationGoldenTest {
  private static final Path SCENARIOS =
      Path.of("src/test/resources/dev/flotilla/nats/configuration/scenarios");

  static List<String> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(SCENARIOS)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void clusterBecomesItsConfiguration(String scenario) throws IOException {
    Path golden = SCENARIOS.resolve(scenario).resolve("nats.conf");

    String rendered = ConfigurationRenderer.render(cluster(scenario), trust()).text();

    if (Boolean.getBoolean("bless")) {
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(golden));
  }

  private static NatsCluster cluster(String scenario) throws IOException {
    Path file = SCENARIOS.resolve(scenario).resolve("cluster.json");
    return NatsClusterParser.parse(JsonMapper.builder().build().readTree(file.toFile()))
        .cluster()
        .orElseThrow();
  }

  private static Trust trust() {
    return new Trust(
        jwt("operator-claims", "OPERATOR"),
        "SYSTEM",
        List.of(jwt("system-claims", "SYSTEM"), jwt("probe-claims", "PROBE")));
  }

  private static Jwt jwt(String text, String subject) {
    return new Jwt(
        text,
        "OPERATOR",
        subject,
        "",
        Instant.EPOCH,
        Optional.empty(),
        JsonNodeFactory.instance.objectNode());
  }
}
