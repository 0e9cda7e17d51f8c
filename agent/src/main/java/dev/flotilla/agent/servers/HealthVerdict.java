// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What this pass knows about the health of the servers. */
public sealed interface HealthVerdict {
  /** Not verified yet. */
  record NotAsked() implements HealthVerdict {}

  /**
   * Verified healthy.
   *
   * @param metaLeader ordinal of the JetStream meta leader; empty without JetStream or in a cluster
   *     of one, and while a joined cluster has it
   * @param elsewhere what is unhealthy in a cluster that shares the meta group: no server may be
   *     stopped meanwhile, since two rolls at once could cost the group its majority
   */
  record Healthy(OptionalInt metaLeader, Optional<Trouble> elsewhere) implements HealthVerdict {
    /** Nothing is unhealthy elsewhere. */
    public Healthy(OptionalInt metaLeader) {
      this(metaLeader, Optional.empty());
    }
  }

  /**
   * Servers wrongly refuse an account as expired; newly issued claims end that.
   *
   * @param account its public key
   * @param servers names of those servers, at least one
   */
  record HeldExpired(String account, List<String> servers) implements HealthVerdict {
    public HeldExpired {
      servers = List.copyOf(servers);
    }
  }

  /**
   * Not healthy, and the next server may restart all the same: that may be how health returns.
   *
   * @param trouble what is not healthy
   * @param metaLeader ordinal of the JetStream meta leader; empty where there is none
   * @param permit why it may
   */
  record Curable(Trouble trouble, OptionalInt metaLeader, Permit permit) implements HealthVerdict {}

  /**
   * Why a server may restart in an unhealthy cluster.
   *
   * @param because the reason, as the end of a sentence
   * @param cost what that costs, with the restart as its subject
   */
  record Permit(String because, String cost) {}

  /**
   * Not healthy, and why.
   *
   * @param advanced ordinal of a server that has come further in catching up, which ends by itself;
   *     empty when nothing moves
   */
  record Unhealthy(Trouble trouble, OptionalInt advanced) implements HealthVerdict {
    /** Nothing that ends by itself. */
    public Unhealthy(Trouble trouble) {
      this(trouble, OptionalInt.empty());
    }
  }
}
