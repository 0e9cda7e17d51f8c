// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningBackupsTest {
  private static final Live ORDERS =
      new Live(Kind.NATS_CLUSTER, Tree.object("metadata", Tree.object("name", "orders")));

  @Test
  void onlyWhatHasBegunAndHasNotEndedRefusesAnotherVersion() {
    assertThat(refuses("orders", Map.of())).isFalse();
    assertThat(refuses("orders", status("Unknown"))).isTrue();
    assertThat(refuses("orders", Tree.object("job", "nightly-backup"))).isTrue();
    assertThat(refuses("orders", status("True"))).isFalse();
    assertThat(refuses("orders", status("False"))).isFalse();
  }

  @Test
  void thoseOfOtherClustersDoNotMatter() {
    assertThat(refuses("billing", status("Unknown"))).isFalse();
  }

  private static boolean refuses(String cluster, Map<String, Object> status) {
    Live backup =
        new Live(
            Kind.NATS_BACKUP,
            Tree.object(
                "metadata",
                Tree.object("name", "nightly"),
                "spec",
                Tree.object("cluster", cluster),
                "status",
                status));
    return RunningBackups.running(Code.BACKUP_RUNNING, ORDERS, List.of(backup)).isPresent();
  }

  private static Map<String, Object> status(String complete) {
    return Tree.object(
        "job",
        "nightly-backup",
        "conditions",
        List.of(
            Tree.object("type", "Accepted", "status", "True"),
            Tree.object("type", "Complete", "status", complete)));
  }
}
