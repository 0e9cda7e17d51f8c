// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import org.junit.jupiter.api.Test;

class TargetClusterTest {
  private static final String SETTLED =
      "{'observedGeneration': 2, 'version': '2.15.3', 'conditions': [{'type': 'Progressing',"
          + " 'status': 'False'}]}";

  @Test
  void aRestoreWaitsForEveryChangeOfTheServers() {
    assertThat(rolls(SETTLED, "a", "a")).isFalse();
    assertThat(rolls(SETTLED.replace("'False'", "'True'"), "a", "a")).isTrue();
    assertThat(rolls(SETTLED.replace("'version': '2.15.3', ", ""), "a", "a")).isTrue();
    assertThat(
            rolls(SETTLED.replace("'observedGeneration': 2", "'observedGeneration': 1"), "a", "a"))
        .isTrue();
    // Stopped half-way: nothing progresses, and two versions run.
    assertThat(rolls(SETTLED, "a", "b")).isTrue();
  }

  @Test
  void accountsOfListedUsersAreNamed() {
    TargetCluster cluster =
        new TargetCluster(
            Resources.live(
                Kind.NATS_CLUSTER,
                "{'spec': {'authentication': {'users': [{'user': 'a', 'account': 'BILLING'},"
                    + " {'user': 'b'}]}}}"),
            Resources.live(
                Kind.STATEFUL_SET,
                "{'metadata': {'annotations': {'flotilla.dev/authentication': 'accounts'}}}"));

    assertThat(cluster.accounts()).containsExactly("APP", "BILLING");
  }

  private static boolean rolls(String status, String current, String update) {
    return new TargetCluster(
            Resources.live(
                Kind.NATS_CLUSTER, "{'metadata': {'generation': 2}, 'status': " + status + "}"),
            Resources.live(
                Kind.STATEFUL_SET,
                "{'status': {'currentRevision': '%s', 'updateRevision': '%s'}}"
                    .formatted(current, update)))
        .rolling()
        .isPresent();
  }
}
