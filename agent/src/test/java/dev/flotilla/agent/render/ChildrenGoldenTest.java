// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.testing.ScenarioObjects;
import dev.flotilla.nats.testing.Golden;
import dev.flotilla.nats.testing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object of every accepted scenario: those of {@code three-servers} a file each, those of the
 * others as a diff.
 */
class ChildrenGoldenTest {
  private static final Path FOLDER = Path.of("src/test/objects");
  private static final String LICENSE = "# SPDX-License-Identifier: Apache-2.0\n";

  /** After the first, the plainest scenario for each object that only some have. */
  private static final List<String> BASES =
      List.of(
          "three-servers",
          "exposure-load-balancer",
          "websocket-ingress",
          "network-policy",
          "tls-cert-manager",
          "exporter-pod-monitor",
          "nats-box",
          "surveyor",
          "nack");

  private static final Map<String, ScenarioObjects> ALL =
      Scenario.accepted().stream()
          .map(ScenarioObjects::of)
          .collect(Collectors.toMap(ScenarioObjects::scenario, objects -> objects));

  private static final ObjectsDiff DIFF =
      new ObjectsDiff(BASES.stream().map(ChildrenGoldenTest::scenario).toList());

  static Stream<String> others() {
    return ALL.keySet().stream().filter(name -> !name.equals(BASES.getFirst())).sorted();
  }

  @Test
  void theBaseIsWrittenWhole() {
    scenario(BASES.getFirst())
        .files()
        .forEach(
            (file, yaml) ->
                Golden.check(FOLDER.resolve(BASES.getFirst()).resolve(file), LICENSE + yaml));
  }

  @ParameterizedTest
  @MethodSource("others")
  void othersAreWrittenAsTheirDifferences(String name) {
    Golden.check(FOLDER.resolve(name + ".diff"), LICENSE + DIFF.of(scenario(name)));
  }

  @Test
  void noFileIsLeftOver() throws IOException {
    Set<Path> made =
        Stream.concat(
                others().map(name -> FOLDER.resolve(name + ".diff")),
                scenario(BASES.getFirst()).files().keySet().stream()
                    .map(FOLDER.resolve(BASES.getFirst())::resolve))
            .collect(Collectors.toSet());

    try (Stream<Path> files = Files.walk(FOLDER)) {
      files
          .filter(file -> Files.isRegularFile(file) && !made.contains(file))
          .forEach(Golden::checkAbsent);
    }
  }

  private static ScenarioObjects scenario(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }
}
