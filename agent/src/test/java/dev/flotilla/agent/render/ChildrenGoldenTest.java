// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.Golden;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.protocol.Json;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each scenario folder holds a NatsCluster and every object that the agent makes of it; {@code
 * -Dbless=true} writes the objects anew. What is in nats.conf is held by the scenarios of the nats
 * module.
 */
class ChildrenGoldenTest {
  private static final Path SCENARIOS =
      Path.of("src/test/resources/dev/flotilla/agent/render/scenarios");

  static List<String> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(SCENARIOS)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void clusterBecomesItsObjects(String scenario) throws IOException {
    Path folder = SCENARIOS.resolve(scenario);
    Blueprint blueprint = blueprint(folder.resolve("cluster.json"));
    List<Manifest> children = children(blueprint);

    for (Manifest child : children) {
      Golden.check(folder.resolve(file(child)), yaml(child));
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("the folder holds nothing that is not made any more")
          .hasSize(children.size() + 1);
    }
  }

  /** As at rest: the partition is the number of servers, and one server may be evicted. */
  private static List<Manifest> children(Blueprint blueprint) {
    List<Manifest> children = new ArrayList<>(Children.of(blueprint));
    children.add(ServerSet.of(blueprint, blueprint.spec().replicas()));
    children.add(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN));
    return children;
  }

  private static Blueprint blueprint(Path cluster) throws IOException {
    JsonNode document = Json.read(Files.readAllBytes(cluster), JsonNode.class);
    return Blueprints.orders(document.path("spec").toString());
  }

  private static String file(Manifest child) {
    return child.kind().name().toLowerCase(Locale.ROOT) + "-" + child.name() + ".yaml";
  }

  private static String yaml(Manifest child) {
    return "# SPDX-License-Identifier: Apache-2.0\n"
        + Serialization.asYaml(child.tree()).replaceFirst("^---\n", "");
  }
}
