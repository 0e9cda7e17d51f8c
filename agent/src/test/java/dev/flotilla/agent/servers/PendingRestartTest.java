// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.servers.Restart;
import dev.flotilla.nats.cluster.status.RestartStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingRestartTest {
  private static final List<ServerPod> PODS = List.of(pod(0, "a"), pod(1, "b"), pod(2, "c"));
  private static final Restart ALL = new Restart("monday", null);

  @Test
  void aNewRequestNamesThePodsThatAreThere() {
    assertThat(PendingRestart.NONE.with(ALL, () -> PODS))
        .isEqualTo(new PendingRestart("monday", Map.of(0, "a", 1, "b", 2, "c")));
    assertThat(PendingRestart.NONE.with(new Restart("monday", 1), () -> PODS).pods())
        .containsExactly(Map.entry(1, "b"));
  }

  @Test
  void aPodOfAnotherUidIsDone() {
    PendingRestart pending = PendingRestart.NONE.with(ALL, () -> PODS);

    assertThat(pending.with(ALL, () -> List.of(pod(0, "a"), pod(1, "new"))).pods())
        .containsExactly(Map.entry(0, "a"));
  }

  @Test
  void readsNoPodsWhenNothingIsPending() {
    PendingRestart done = new PendingRestart("monday", Map.of());

    assertThat(done.with(ALL, PendingRestartTest::fail)).isEqualTo(done);
    assertThat(PendingRestart.NONE.with(null, PendingRestartTest::fail))
        .isEqualTo(PendingRestart.NONE);
  }

  @Test
  void withoutARequestNothingIsLeft() {
    assertThat(PendingRestart.NONE.with(ALL, () -> PODS).with(null, PendingRestartTest::fail))
        .isEqualTo(new PendingRestart("monday", Map.of()));
  }

  @Test
  void isKeptInTheStatus() {
    PendingRestart pending = PendingRestart.NONE.with(ALL, () -> PODS);

    assertThat(pending.status())
        .isEqualTo(new RestartStatus("monday", Map.of("0", "a", "1", "b", "2", "c")));
    assertThat(PendingRestart.of(pending.status())).isEqualTo(pending);
    assertThat(PendingRestart.of(null).status()).isNull();
    assertThat(PendingRestart.of(new RestartStatus("monday", null)).pods()).isEmpty();
  }

  private static List<ServerPod> fail() {
    throw new AssertionError("pods were read");
  }

  private static ServerPod pod(int ordinal, String uid) {
    Live live =
        new Live(
            Kind.POD,
            Tree.object("metadata", Tree.object("name", "orders-" + ordinal, "uid", uid)));
    return new ServerPod(ordinal, live, "A", true, "", Optional.empty(), 0, false);
  }
}
