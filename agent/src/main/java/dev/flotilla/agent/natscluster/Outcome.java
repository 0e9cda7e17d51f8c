// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.roll.Progress;
import dev.flotilla.nats.cluster.Finding;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.protocol.Problem;
import java.util.List;

/** How one pass over a NatsCluster ended. */
public sealed interface Outcome {
  /**
   * The document is wrong; nothing was made or changed.
   *
   * @param findings at least one
   */
  record Refused(List<Finding> findings) implements Outcome {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /** The document is right by itself, but this cluster cannot become it. */
  record Impossible(Problem problem) implements Outcome {}

  /** Something that only a person can remove stands in the way. */
  record Hindered(NatsCluster cluster, Problem problem) implements Outcome {}

  /**
   * The document is carried out.
   *
   * @param cluster as it was read, with its defaults
   * @param waived codes of broken guard rails that it waives
   * @param progress how far the servers are
   */
  record Accepted(NatsCluster cluster, List<String> waived, Progress progress) implements Outcome {
    public Accepted {
      waived = List.copyOf(waived);
    }
  }
}
