// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlPathTest {
  private static final String YAML =
      """
      kind: "Pod"
      spec:
        containers:
        - name: "nats"
          args:
          - "--config"
        - image: "exporter"
          name: "metrics"
        tolerations:
        - key: "a"
          operator: "Exists"
      """;

  @ParameterizedTest
  @CsvSource({
    "1, ''",
    "2, ''",
    "3, spec",
    "4, spec.containers",
    "5, spec.containers[nats]",
    "6, spec.containers[nats].args",
    "7, spec.containers",
    "8, spec.containers[metrics]",
    "9, spec",
    "11, spec.tolerations[0]",
  })
  void aLineIsInsideOf(int line, String path) {
    assertThat(YamlPath.around(YAML, line)).isEqualTo(path);
  }
}
