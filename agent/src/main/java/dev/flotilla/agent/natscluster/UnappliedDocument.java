// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.servers.BudgetRelease;
import dev.flotilla.agent.servers.Intents;
import dev.flotilla.agent.tls.TlsStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * A document that is not accepted changes no server, and must not keep the budget closed either.
 */
@ApplicationScoped
class UnappliedDocument {
  private final BudgetRelease release;
  private final AccessStore access;
  private final TlsStore tls;

  UnappliedDocument(BudgetRelease release, AccessStore access, TlsStore tls) {
    this.release = release;
    this.access = access;
    this.tls = tls;
  }

  /** Whether a stopped roll no longer keeps the budget closed; opens the budget when it can. */
  boolean settles(Live resource, Optional<Live> set, Intents intents) throws InterruptedException {
    Optional<Live> lock = set.flatMap(found -> release.lock(found, resource.uid()));
    if (lock.isEmpty()) {
      return true;
    }
    try {
      DataPlaneAccess reached =
          access.reach(DataPlane.asItIs(resource, set.get())).over(tls.ofRunning(set.get()));
      return release.unlock(set.get(), lock.get(), reached, intents);
    } catch (Blocked withoutKeys) {
      return false;
    }
  }
}
