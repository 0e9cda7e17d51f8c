// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.servers.Restart;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.protocol.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of documents to restart servers, and what is left of them. */
@ApplicationScoped
public class RestartRequests {
  private final ServerSurveys servers;

  RestartRequests(ServerSurveys servers) {
    this.servers = servers;
  }

  /**
   * Takes the request of a document into the journal, before the document has any effect: whatever
   * replaces a pod from here on counts as its restart.
   *
   * @param set the servers; empty before they are created, when there is nothing to restart
   */
  public void take(NatsCluster cluster, Optional<Live> set, Intents journal) {
    PendingRestart now = pending(cluster, set, journal.restart());
    if (!now.equals(journal.restart())) {
      journal.record(now);
    }
  }

  /**
   * What would be pending.
   *
   * @param owner the NatsCluster as it would be, with its present status
   */
  public PendingRestart pending(Live owner, NatsCluster cluster, Optional<Live> set) {
    NatsClusterStatus status =
        Json.mapper()
            .convertValue(
                Tree.at(owner.tree(), "status").orElseGet(Map::of), NatsClusterStatus.class);
    return pending(cluster, set, PendingRestart.of(status.restart()));
  }

  private PendingRestart pending(NatsCluster cluster, Optional<Live> set, PendingRestart known) {
    Restart wanted = cluster.spec().servers().restart();
    return known.with(wanted, () -> set.map(servers::pods).orElseGet(List::of));
  }
}
