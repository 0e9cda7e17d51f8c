// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.protocol.Problem;
import java.util.List;

/** What servers are brought to now on their way to the version of their document. */
public sealed interface NextVersion {
  /**
   * They can go there.
   *
   * @param cluster the document with the version that comes next
   * @param further the versions after that one, the document's last; empty when it is the
   *     document's own
   */
  record Reachable(NatsCluster cluster, List<ServerVersion> further) implements NextVersion {
    public Reachable {
      further = List.copyOf(further);
    }
  }

  /** They cannot, and stay as they are. */
  record Refused(Problem problem) implements NextVersion {}
}
