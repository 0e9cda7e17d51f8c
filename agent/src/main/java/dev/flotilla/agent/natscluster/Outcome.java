// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.addon.AddonReport;
import dev.flotilla.agent.servers.RollProgress;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.status.TrustStatus;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;

/** The outcome of one pass over a NatsCluster. */
public sealed interface Outcome {
  /**
   * The document is invalid; running servers stay as they are.
   *
   * @param findings at least one
   * @param resting whether a roll that this stopped no longer keeps the budget closed
   */
  record Refused(List<Finding> findings, boolean resting) implements Outcome {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /**
   * The document is valid by itself, but this cluster cannot be changed to it.
   *
   * @param resting whether a roll that this stopped no longer keeps the budget closed
   */
  record Incompatible(Problem problem, boolean resting) implements Outcome {}

  /**
   * An obstacle that only a user can remove.
   *
   * @param trust what the other side of a shared trust needs; empty where nothing is to be
   *     published
   */
  record Blocked(NatsCluster cluster, Problem problem, Optional<TrustStatus> trust)
      implements Outcome {}

  /**
   * The document is reconciled.
   *
   * @param cluster as it was read, with its defaults
   * @param rails guard rails that it violates
   * @param progress how far the servers are
   * @param addons the state of the add-ons
   * @param sharing progress of a shared trust; empty where none is shared
   */
  record Accepted(
      NatsCluster cluster,
      BrokenRails rails,
      RollProgress progress,
      AddonReport addons,
      Optional<Sharing> sharing)
      implements Outcome {
    /** Whether all servers have what the document says, and are verified. */
    boolean isVerified() {
      return progress.complete() && !cluster.spec().servers().abort();
    }

    /** Whether there is nothing to do before something changes. */
    boolean resting() {
      return progress.resting() && sharing.flatMap(Sharing::problem).isEmpty();
    }
  }
}
