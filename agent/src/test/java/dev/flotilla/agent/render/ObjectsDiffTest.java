// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.testing.ScenarioObjects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObjectsDiffTest {
  private static final String SERVICE = "kind: \"Service\"\nspec:\n  ports:\n  - name: \"nats\"\n";
  private static final String BOX = "kind: \"Deployment\"\nspec:\n  replicas: 1\n";
  private static final ObjectsDiff DIFF =
      new ObjectsDiff(
          List.of(
              objects("plain", Map.of("service.yaml", SERVICE)),
              objects("box", Map.of("service.yaml", SERVICE, "deployment.yaml", BOX))));

  @Test
  void equalObjectsOfTheFirstBaseAreLeftOut() {
    assertThat(DIFF.of(objects("same", Map.of("service.yaml", SERVICE)))).isEmpty();
  }

  @Test
  void aHunkIsHeadedByThePathOfItsChange() {
    String changed = SERVICE + "  - name: \"leafnodes\"\n";

    assertThat(DIFF.of(objects("leaf", Map.of("service.yaml", changed))))
        .isEqualTo(
            """
            --- plain/service.yaml
            +++ leaf/service.yaml
            @@ -4,1 +4,2 @@ spec.ports
               - name: "nats"
            +  - name: "leafnodes"
            """);
  }

  @Test
  void anObjectOfALaterBaseIsNamedEvenWhenItIsEqual() {
    assertThat(DIFF.of(objects("too", Map.of("service.yaml", SERVICE, "deployment.yaml", BOX))))
        .isEqualTo("--- box/deployment.yaml\n+++ too/deployment.yaml\n");
  }

  @Test
  void anObjectThatNoOtherBaseHasIsWrittenWhole() {
    assertThat(DIFF.of(DIFF.bases().getLast()))
        .isEqualTo(
            """
            --- /dev/null
            +++ box/deployment.yaml
            @@ -0,0 +1,3 @@
            +kind: "Deployment"
            +spec:
            +  replicas: 1
            """);
  }

  @Test
  void anObjectThatIsNotMadeIsRemovedWhole() {
    assertThat(DIFF.of(objects("none", Map.of())))
        .startsWith("--- plain/service.yaml\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-kind: \"Service\"\n")
        .hasLineCount(7);
  }

  /** Otherwise a golden file would hold less than the objects. */
  @Test
  void everyLineOfEveryObjectCounts() {
    Map<String, String> files = Map.of("service.yaml", SERVICE, "deployment.yaml", BOX);
    Set<String> diffs = new HashSet<>(Set.of(DIFF.of(objects("other", files))));
    List<Map<String, String>> variants = new ArrayList<>();
    files.forEach(
        (file, yaml) ->
            yaml.lines()
                .forEach(
                    line -> {
                      Map<String, String> variant = new TreeMap<>(files);
                      variant.put(file, yaml.replace(line + "\n", line + " # changed\n"));
                      variants.add(variant);
                    }));

    variants.forEach(variant -> diffs.add(DIFF.of(objects("other", variant))));

    assertThat(diffs).hasSize(1 + variants.size()).hasSize(8);
  }

  private static ScenarioObjects objects(String name, Map<String, String> files) {
    return new ScenarioObjects(name, new TreeMap<>(files));
  }
}
