// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.testing.Golden;
import dev.flotilla.nats.testing.Scenario;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object that the agent makes of each scenario. What is in nats.conf is held by its own file.
 */
class ChildrenGoldenTest {
  static List<Scenario> scenarios() {
    return Scenario.accepted();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void clusterBecomesItsObjects(Scenario scenario) throws IOException {
    List<Manifest> children = children(blueprint(scenario.parsed().cluster().orElseThrow()));

    for (Manifest child : children) {
      Golden.check(scenario.objects().resolve(file(child)), yaml(child));
    }

    try (Stream<Path> files = Files.list(scenario.objects())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("the folder holds nothing that is not made any more")
          .hasSize(children.size());
    }
  }

  /** As at rest: the partition is the number of servers, and one server may be evicted. */
  private static List<Manifest> children(Blueprint blueprint) {
    List<Manifest> children = new ArrayList<>(Children.of(blueprint));
    children.add(ServerSet.of(blueprint, blueprint.spec().replicas()));
    children.add(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN));
    if (blueprint.spec().tls().certificate().issuerRef() != null) {
      children.add(Certificate.of(blueprint));
    }
    children.addAll(
        Addons.of(
            blueprint, new Surroundings("flotilla", Optional.of("flotilla-agent-nack.flotilla"))));
    return children;
  }

  private static Blueprint blueprint(NatsCluster cluster) {
    return new Blueprint("nats", cluster.name(), "uid-1", cluster.spec(), "{\"port\": 4222}");
  }

  private static String file(Manifest child) {
    return child.kind().name().toLowerCase(Locale.ROOT) + "-" + child.name() + ".yaml";
  }

  private static String yaml(Manifest child) {
    return "# SPDX-License-Identifier: Apache-2.0\n"
        + Serialization.asYaml(child.tree()).replaceFirst("^---\n", "");
  }
}
