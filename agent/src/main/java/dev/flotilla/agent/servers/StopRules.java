// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.nats.cluster.status.RollStop;
import java.util.List;
import java.util.Optional;

/** What a pass knows, and may do, about a roll that must stop. */
public interface StopRules {
  /** The stop in the journal, whatever it is about. */
  Optional<RollStop> known();

  /** Revision of the hub's document; empty for a NatsCluster that the hub does not manage. */
  Optional<Long> document();

  /** Whether a server was there when all were last verified: a new one has nowhere to return to. */
  boolean returnable(int ordinal);

  /**
   * Why a server cannot go back to its earlier template; empty when it can.
   *
   * @throws InterruptedException when the agent stops
   */
  Optional<String> obstacle(ServerPod failed, RollFacts facts) throws InterruptedException;

  /** Writes a stop to the journal, before anything is done about it. */
  void record(RollStop stop);

  /** These changes of the servers' other objects, with what the earlier template reads. */
  List<Change> earlier(List<Change> changes, RollFacts facts);
}
