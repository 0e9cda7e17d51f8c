// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One NACK in a namespace. */
class NackPrerequisitesTest {
  private static final Live OLDER = deployment("orders-nack", "2026-01-01T00:00:00Z", "orders");
  private static final Live NEWER = deployment("bills-nack", "2026-01-01T00:00:01Z", "bills");

  @Test
  void theFirstHasTheNamespaceToItself() {
    assertThat(NackPrerequisites.other(List.of(), "orders")).isEmpty();
    assertThat(NackPrerequisites.other(List.of(OLDER), "orders")).isEmpty();
    assertThat(NackPrerequisites.other(List.of(OLDER), "bills"))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.code()).isEqualTo("NACK_TWICE");
              assertThat(problem.message()).contains("orders-nack");
            });
  }

  @Test
  void ofTwoThatWereCreatedAtOnceTheOlderOneStays() {
    List<Live> both = List.of(NEWER, OLDER);

    assertThat(NackPrerequisites.other(both, "orders")).isEmpty();
    assertThat(NackPrerequisites.other(both, "bills")).isPresent();
  }

  private static Live deployment(String name, String made, String owner) {
    return new Live(
        Kind.DEPLOYMENT,
        Tree.object(
            "metadata",
            Tree.object(
                "name",
                name,
                "creationTimestamp",
                made,
                "ownerReferences",
                List.of(Tree.object("uid", owner, "controller", true)))));
  }
}
