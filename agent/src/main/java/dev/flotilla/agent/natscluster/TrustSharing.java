// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.credentials.SharedClaims;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.servers.ClaimsKeeper;
import dev.flotilla.agent.servers.DesiredServers;
import dev.flotilla.agent.servers.Intents;
import dev.flotilla.agent.servers.RollProgress;
import dev.flotilla.nats.cluster.status.TrustStatus;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import dev.flotilla.nats.cluster.trust.TrustMember;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shares the trust of a NatsCluster: publishes keys, and delivers claims to the servers. */
@ApplicationScoped
class TrustSharing {
  private final AccessStore store;
  private final ClaimsKeeper keeper;

  TrustSharing(AccessStore store, ClaimsKeeper keeper) {
    this.store = store;
    this.keeper = keeper;
  }

  /** The keys that wait for a home, whether or not it has signed them. */
  Optional<TrustStatus> keys(DataPlane dataPlane) throws Blocked {
    return store.publicKeys(dataPlane).map(keys -> new TrustStatus(keys, null));
  }

  /** Does the remaining work. Empty where nothing is shared. */
  Optional<Sharing> over(
      DataPlane dataPlane, ChangeSet.Aim aim, RollProgress progress, Intents intents)
      throws Blocked, InterruptedException {
    DesiredServers servers = aim.servers();
    SharedTrust trust = servers.blueprint().spec().access().trust();
    if (trust.joined()) {
      String words = "the operator of " + trust.home() + " is trusted";
      return Optional.of(new Sharing(keys(dataPlane), words, Optional.empty()));
    }
    Optional<SharedClaims> claims = aim.access().shared();
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    Optional<Problem> problem =
        progress.ready() < progress.servers()
            ? Optional.of(waiting())
            : keeper.keep(servers, claims.get(), intents);
    if (problem.isPresent()) {
      return Optional.of(new Sharing(Optional.empty(), "", problem));
    }
    return trust.shared() ? Optional.of(everywhere(trust, claims.get())) : Optional.empty();
  }

  private static Sharing everywhere(SharedTrust trust, SharedClaims claims) {
    String members =
        trust.members().stream().map(TrustMember::name).collect(Collectors.joining(", "));
    return new Sharing(
        Optional.of(new TrustStatus(null, claims.published())),
        "every server accepts the signing keys of " + members,
        Optional.empty());
  }

  private static Problem waiting() {
    return new Problem(
        Code.CLAIMS_NOT_PUSHED,
        "not every server is ready to receive the claims",
        "The agent pushes them once all are.");
  }
}
