// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.addon.AddonDraft;
import dev.flotilla.agent.credentials.AccessDraft;
import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.servers.DesiredServers;
import dev.flotilla.nats.testing.TestLogins;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeSetTest {
  private static final Blueprint ORDERS = Blueprints.orders("{\"version\": \"2.15.2\"}");
  private static final Problem FOREIGN = new Problem("FOREIGN_OBJECT", "not ours", "Rename it.");
  private static final Change KEYS = made(Kind.SECRET);
  private static final Change SERVICE = made(Kind.SERVICE);
  private static final Change SET = made(Kind.STATEFUL_SET);
  private static final Change REFUSED = new Change.Refuse(Kind.CONFIG_MAP, "orders", FOREIGN);

  @Test
  void secretsComeBeforeChildrenAndTheServersLast() {
    ChangeSet changes = changes(Optional.of(aim()), List.of(SERVICE), List.of());

    assertThat(changes.inTurn()).containsExactly(KEYS, SERVICE, SET);
    assertThat(changes.hindrance()).isEmpty();
  }

  @Test
  void whatAnEvictedServerWouldTakeUpWaitsForTheServers() {
    ChangeSet held = changes(Optional.of(aim()), List.of(SERVICE), List.of());
    assertThat(held.inTurnWhileHeld()).containsExactly(KEYS);

    ChangeSet refused = changes(Optional.of(aim()), List.of(SERVICE, REFUSED), List.of());
    assertThat(refused.inTurnWhileHeld()).containsExactly(REFUSED);
  }

  @Test
  void nothingIsDoneWhereAnythingIsRefused() {
    ChangeSet changes = changes(Optional.of(aim()), List.of(SERVICE, REFUSED), List.of());

    assertThat(changes.inTurn()).containsExactly(REFUSED);
    assertThat(changes.hindrance()).contains(FOREIGN);
  }

  @Test
  void nothingIsDoneWithoutKeysThatMustBeThere() {
    Problem lost = new Problem("KEYS_LOST", "the keys are missing", "Restore them.");
    ChangeSet changes = changes(Optional.empty(), List.of(SERVICE), List.of(lost));

    assertThat(changes.inTurn()).isEmpty();
    assertThat(changes.hindrance()).contains(lost);
  }

  @Test
  void keysAreMadeBeforeAnotherDataPlaneHasSignedThem() {
    ChangeSet changes = changes(Optional.empty(), List.of(SERVICE), List.of());

    assertThat(changes.inTurn()).containsExactly(KEYS);
    assertThat(changes.hindrance()).isEmpty();
  }

  private static ChangeSet changes(
      Optional<ChangeSet.Aim> aim, List<Change> children, List<Problem> problems) {
    return new ChangeSet(
        ORDERS,
        aim,
        List.of(KEYS),
        children,
        List.of(SET),
        AddonDraft.NONE,
        problems,
        Optional.empty());
  }

  static ChangeSet.Aim aim() {
    TestLogins logins = TestLogins.create();
    DataPlaneAccess access =
        new DataPlaneAccess(
            logins.rules(ORDERS.spec().access().authentication(), _ -> ""),
            logins.system(),
            logins.probe(),
            Optional.empty(),
            claims -> claims,
            Optional.empty());
    return new ChangeSet.Aim(
        new DesiredServers(ORDERS, "", access),
        new AccessDraft.Usable(List.of(KEYS), access, Optional.empty(), Set.of(), _ -> KEYS),
        List.of());
  }

  private static Change made(Kind kind) {
    return new Change.Create(
        new Manifest(kind, Tree.object("name", "orders", "namespace", "nats"), Tree.object()));
  }
}
