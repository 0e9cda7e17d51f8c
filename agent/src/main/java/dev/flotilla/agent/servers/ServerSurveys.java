// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.tls.TlsStore;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.nats.upgrade.ClientSurvey;
import dev.flotilla.nats.upgrade.ConfigurationSurvey;
import dev.flotilla.nats.upgrade.ServerStore;
import dev.flotilla.nats.upgrade.StoreSurvey;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What servers that exist store and whom they serve, by their own word. */
@ApplicationScoped
public class ServerSurveys {
  private static final Duration PAGE = Duration.ofSeconds(5);

  private final KubernetesObjects objects;
  private final ServerConnections connections;
  private final AccessStore access;
  private final TlsStore tls;
  private final InstantSource clock;

  ServerSurveys(
      KubernetesObjects objects,
      ServerConnections connections,
      AccessStore access,
      TlsStore tls,
      InstantSource clock) {
    this.objects = objects;
    this.connections = connections;
    this.access = access;
    this.tls = tls;
    this.clock = clock;
  }

  /**
   * Streams and consumers of every account.
   *
   * @param owner the NatsCluster
   * @param set its StatefulSet
   * @param servers how many must answer
   * @throws IOException when fewer answer
   * @throws Blocked when the keys to ask with are missing or damaged
   * @throws InterruptedException when the agent stops
   */
  public List<AssetConfiguration> assets(Live owner, Live set, int servers)
      throws IOException, Blocked, InterruptedException {
    try (Connection connection = connect(owner, set)) {
      return new ConfigurationSurvey(requests(connection, set)).look(new Gathering(servers, PAGE));
    }
  }

  /**
   * Libraries of the clients that are connected, those of the agent apart.
   *
   * @throws IOException when no server accepts connections
   * @throws Blocked when the keys to ask with are missing or damaged
   * @throws InterruptedException when the agent stops
   */
  public List<ClientSurvey.Library> clients(Live owner, Live set)
      throws IOException, Blocked, InterruptedException {
    try (Connection connection = connect(owner, set)) {
      return new ClientSurvey(requests(connection, set), ServerConnections::isAgent)
          .look(new Gathering(SetFacts.of(set).replicas(), PAGE));
    }
  }

  /**
   * How much each server stores, and its meta group.
   *
   * @throws IOException when a server does not answer
   * @throws Blocked when the keys to ask with are missing or damaged
   * @throws InterruptedException when the agent stops
   */
  public List<ServerStore> stores(Live owner, Live set)
      throws IOException, Blocked, InterruptedException {
    try (Connection connection = connect(owner, set)) {
      return new StoreSurvey(requests(connection, set))
          .look(new Gathering(SetFacts.of(set).replicas(), PAGE));
    }
  }

  /** Whether the servers share a meta group with servers of other clusters. */
  public boolean areJoined(Live set) {
    return Expectation.joint(set).isPresent();
  }

  /** The pods of the servers. */
  public List<ServerPod> pods(Live set) {
    return ServerPods.of(
        set.name(),
        objects.labelled(Kind.POD, set.namespace(), Labels.CLUSTER, set.name()),
        clock.instant());
  }

  private Connection connect(Live owner, Live set)
      throws IOException, Blocked, InterruptedException {
    DataPlaneAccess reached = access.reach(DataPlane.asItIs(owner, set)).over(tls.ofRunning(set));
    return connections.system(reached, pods(set));
  }

  /** Servers of joined clusters would answer too. */
  private static SystemRequests requests(Connection connection, Live set) {
    SystemRequests all = new SystemRequests(connection);
    return Expectation.joint(set).map(joint -> all.ofCluster(joint.name())).orElse(all);
  }
}
