// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.servers.HealthVerdict.Curable;
import dev.flotilla.agent.servers.HealthVerdict.Permit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the planner does with servers that are not healthy and may restart all the same. */
class HealingRollTest {
  private static final Curable CURABLE =
      new Curable(
          new Trouble("SERVERS_MISSING", "No response from orders-2."),
          OptionalInt.empty(),
          new Permit("the others have a majority without it", "interrupts its own clients"));

  @Test
  void theNextServerIsClearedAndRestarts() {
    RollFacts facts = rolling(3).with(CURABLE);

    assertThat(RollPlanner.next(facts)).isEqualTo(new Step.Evacuate(2));
    Step step = RollPlanner.next(facts.withEvacuated().with(CURABLE));

    assertThat(step).isInstanceOf(Step.Heal.class);
    assertThat(((Step.Heal) step).partition()).isEqualTo(2);
    assertThat(((Step.Heal) step).despite().message())
        .isEqualTo(
            "orders-2 restarts although No response from orders-2 (SERVERS_MISSING): the others"
                + " have a majority without it. That interrupts its own clients.");
  }

  @Test
  void theIntentIsRecordedByItsOwnName() {
    RollFacts facts = rolling(3).withEvacuated().with(CURABLE);

    assertThat(Intent.of(RollPlanner.next(facts), facts).map(Intent::toString)).contains("heal 2");
  }

  @Test
  void aServerThatIsAwayIsWaitedForAllTheSame() {
    List<ServerPod> pods = List.of(pod(0, "A", true), pod(1, "A", true), pod(2, "B", false));
    RollFacts facts = facts(2, pods).with(CURABLE);

    assertThat(RollPlanner.next(facts)).isInstanceOf(Step.Await.class);
  }

  @Test
  void serversThatAllHaveTheTemplateAreNotHealthyYet() {
    List<ServerPod> pods = IntStream.range(0, 3).mapToObj(one -> pod(one, "B", true)).toList();
    SetFacts set = new SetFacts(0, 3, 1, 1, "B", "B");
    RollFacts facts =
        new RollFacts(3, Optional.of(set), true, pods, Optional.of(0), CURABLE, false);

    assertThat(RollPlanner.next(facts))
        .isEqualTo(new Step.Await(Step.Phase.VERIFY, CURABLE.trouble()));
  }

  private static RollFacts rolling(int partition) {
    return facts(partition, IntStream.range(0, 3).mapToObj(one -> pod(one, "A", true)).toList());
  }

  private static RollFacts facts(int partition, List<ServerPod> pods) {
    SetFacts set = new SetFacts(partition, 3, 1, 1, "A", "B");
    return new RollFacts(
        3, Optional.of(set), true, pods, Optional.of(0), new HealthVerdict.NotAsked(), false);
  }

  private static ServerPod pod(int ordinal, String revision, boolean ready) {
    Live live = new Live(Kind.POD, Map.of("metadata", Map.of("name", "orders-" + ordinal)));
    return new ServerPod(
        ordinal, live, revision, ready, "10.0.0." + ordinal, Optional.empty(), 0, false);
  }
}
