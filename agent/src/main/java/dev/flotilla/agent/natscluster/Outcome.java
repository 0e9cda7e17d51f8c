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

/** How one pass over a NatsCluster ended. */
public sealed interface Outcome {
  /**
   * The document is wrong; servers that run go on as they are.
   *
   * @param findings at least one
   * @param resting whether a roll that this stopped holds nobody up any more
   */
  record Refused(List<Finding> findings, boolean resting) implements Outcome {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /**
   * The document is right by itself, but this cluster cannot become it.
   *
   * @param resting whether a roll that this stopped holds nobody up any more
   */
  record Impossible(Problem problem, boolean resting) implements Outcome {}

  /**
   * Something that only a person can remove stands in the way.
   *
   * @param trust what the other side of a shared trust needs; empty where nothing is to be shown
   */
  record Hindered(NatsCluster cluster, Problem problem, Optional<TrustStatus> trust)
      implements Outcome {}

  /**
   * The document is carried out.
   *
   * @param cluster as it was read, with its defaults
   * @param rails guard rails that it breaks
   * @param progress how far the servers are
   * @param addons the state of the add-ons
   * @param sharing how far a shared trust is; empty where none is shared
   */
  record Accepted(
      NatsCluster cluster,
      BrokenRails rails,
      RollProgress progress,
      AddonReport addons,
      Optional<Sharing> sharing)
      implements Outcome {
    /** Whether there is nothing to do before something changes. */
    boolean resting() {
      return progress.settled() && sharing.flatMap(Sharing::problem).isEmpty();
    }
  }
}
