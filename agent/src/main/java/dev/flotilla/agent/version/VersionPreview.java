// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.agent.catalogue.Catalogues;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.servers.ServerSurveys;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.nats.upgrade.ClientSurvey;
import dev.flotilla.nats.upgrade.ServerStore;
import dev.flotilla.protocol.query.VersionChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Foresees a change of version: its way, and what of the servers' use it touches. */
@ApplicationScoped
public class VersionPreview {
  private final Catalogues catalogues;
  private final VersionGuard guard;
  private final ServerSurveys surveys;

  VersionPreview(Catalogues catalogues, VersionGuard guard, ServerSurveys surveys) {
    this.catalogues = catalogues;
    this.guard = guard;
    this.surveys = surveys;
  }

  /**
   * The change of version that a document brings; empty when it brings none.
   *
   * @param owner the NatsCluster
   * @param cluster its document
   * @param set its StatefulSet
   * @throws InterruptedException when the agent stops
   */
  public Optional<VersionChange> of(Live owner, NatsCluster cluster, Live set)
      throws InterruptedException {
    ServerVersion wanted = ServerVersion.of(cluster.spec().servers().version());
    Optional<RunningVersions> running =
        guard.running(set).filter(versions -> !versions.areAll(wanted));
    if (running.isEmpty()) {
      return Optional.empty();
    }
    var outlook = new VersionOutlook(catalogues.active(), running.get(), wanted);
    return Optional.of(outlook.change(assets(owner, set), stores(owner, set), clients(owner, set)));
  }

  private Optional<List<AssetConfiguration>> assets(Live owner, Live set)
      throws InterruptedException {
    try {
      return Optional.of(surveys.assets(owner, set, SetFacts.of(set).replicas()));
    } catch (IOException | Blocked unknown) {
      return Optional.empty();
    }
  }

  private Optional<List<ServerStore>> stores(Live owner, Live set) throws InterruptedException {
    try {
      return Optional.of(surveys.stores(owner, set));
    } catch (IOException | Blocked unknown) {
      return Optional.empty();
    }
  }

  private List<ClientSurvey.Library> clients(Live owner, Live set) throws InterruptedException {
    try {
      return surveys.clients(owner, set);
    } catch (IOException | Blocked unknown) {
      return List.of();
    }
  }
}
