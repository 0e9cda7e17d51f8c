// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.addon.AddonKeeper;
import dev.flotilla.agent.catalogue.Catalogues;
import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.kubernetes.ApiRefusal;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Children;
import dev.flotilla.agent.render.DisruptionBudget;
import dev.flotilla.agent.render.ServerSet;
import dev.flotilla.agent.servers.BudgetRelease;
import dev.flotilla.agent.servers.DesiredServers;
import dev.flotilla.agent.servers.Intent;
import dev.flotilla.agent.servers.Intents;
import dev.flotilla.agent.servers.RollProgress;
import dev.flotilla.agent.servers.RollRunner;
import dev.flotilla.agent.tls.Certified;
import dev.flotilla.agent.tls.TlsStore;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterParser;
import dev.flotilla.nats.cluster.Parsed;
import dev.flotilla.nats.cluster.Stage;
import dev.flotilla.nats.cluster.TrustStatus;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import dev.flotilla.nats.configuration.ServerConfiguration;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** One pass over one NatsCluster: judge, make keys, render, apply, roll, verify. */
@ApplicationScoped
class NatsClusterPass {
  private final Catalogues catalogues;
  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final AccessStore trust;
  private final TlsStore tls;
  private final RollRunner runner;
  private final BudgetRelease standstill;
  private final AddonKeeper addons;
  private final TrustSharing sharing;

  NatsClusterPass(
      Catalogues catalogues,
      KubernetesObjects objects,
      ChildWriter children,
      AccessStore trust,
      TlsStore tls,
      RollRunner runner,
      BudgetRelease standstill,
      AddonKeeper addons,
      TrustSharing sharing) {
    this.catalogues = catalogues;
    this.objects = objects;
    this.children = children;
    this.trust = trust;
    this.tls = tls;
    this.runner = runner;
    this.standstill = standstill;
    this.addons = addons;
    this.sharing = sharing;
  }

  /**
   * Goes on as far as possible.
   *
   * @param intents told of each step before its effect
   */
  Outcome over(Live resource, Intents intents) throws InterruptedException {
    Optional<Live> set = objects.find(Kind.STATEFUL_SET, resource.namespace(), resource.name());
    Optional<Live> servers = set.filter(found -> found.controlledBy(resource.uid()));
    Parsed parsed =
        NatsClusterParser.parse(
            Json.mapper().valueToTree(resource.tree()),
            servers.isPresent() ? Stage.RUNNING : Stage.FIRST_DEPLOY,
            catalogues.active());
    if (parsed.cluster().isEmpty()) {
      return new Outcome.Refused(parsed.errors(), rests(resource, servers, intents));
    }
    NatsCluster cluster = parsed.cluster().get();
    try {
      if (servers.isEmpty() && set.isPresent()) {
        throw Blocked.byForeignObject(set.get());
      }
      return carryOut(
          new Wish(resource, cluster, BrokenRails.of(parsed, cluster.spec())), servers, intents);
    } catch (Blocked blocked) {
      return hindered(resource, cluster, servers, blocked.problem(), intents);
    } catch (KubernetesClientException refused) {
      if (!ApiRefusal.lasts(refused)) {
        throw refused;
      }
      return hindered(
          resource, cluster, servers, ApiRefusal.problem("a request", refused), intents);
    }
  }

  private Outcome hindered(
      Live resource, NatsCluster cluster, Optional<Live> servers, Problem problem, Intents intents)
      throws InterruptedException {
    try {
      var _ = rests(resource, servers, intents);
    } catch (KubernetesClientException refused) {
      // What stands in the way is told all the same.
      if (!ApiRefusal.lasts(refused)) {
        throw refused;
      }
    }
    return new Outcome.Hindered(
        cluster, problem, keys(dataPlane(resource, cluster, servers.isPresent())));
  }

  /** What a home must sign is shown while that is all that is missing. */
  private Optional<TrustStatus> keys(DataPlane dataPlane) {
    try {
      return sharing.keys(dataPlane);
    } catch (Blocked withoutKeys) {
      return Optional.empty();
    }
  }

  /** A NatsCluster is gone. */
  void forget(String namespace, String name) {
    runner.forget(namespace, name);
  }

  /** A document that passed, and what it is of. */
  private record Wish(Live resource, NatsCluster cluster, BrokenRails rails) {}

  private Outcome carryOut(Wish wish, Optional<Live> set, Intents intents)
      throws Blocked, InterruptedException {
    Live resource = wish.resource();
    NatsCluster cluster = wish.cluster();
    Optional<Problem> impossible =
        set.flatMap(
            present ->
                Transition.judge(
                    present, ServerSet.of(blueprint(resource, cluster, ""), 0), cluster.spec()));
    if (impossible.isPresent()) {
      return new Outcome.Impossible(impossible.get(), rests(resource, set, intents));
    }
    if (set.isEmpty()) {
      nothingForeign(blueprint(resource, cluster, ""));
      intents.record(Intent.CREATE);
    }
    DataPlane dataPlane = dataPlane(resource, cluster, set.isPresent());
    DesiredServers servers = servers(resource, cluster, dataPlane);
    RollProgress progress = runner.run(servers, intents);
    return new Outcome.Accepted(
        cluster,
        wish.rails(),
        progress,
        addons.keep(servers.blueprint()),
        sharing.over(dataPlane, servers, progress, intents));
  }

  /** What the servers should be, with the keys and the certificate that this takes. */
  private DesiredServers servers(Live resource, NatsCluster cluster, DataPlane dataPlane)
      throws Blocked {
    DataPlaneAccess access = trust.open(dataPlane);
    Optional<Certified> certified = tls.open(blueprint(resource, cluster, ""), dataPlane);
    if (cluster.spec().tls().listeners().client()) {
      access = access.over(certified.map(Certified::context));
    }
    ServerConfiguration configuration = ConfigurationRenderer.render(cluster, access.rules());
    Blueprint blueprint =
        blueprint(resource, cluster, "")
            .configured(configuration)
            .certified(certified.map(Certified::digest).orElse(""));
    return new DesiredServers(blueprint, configuration.digest(), access);
  }

  /**
   * A document that is not carried out changes no server; it must not keep the budget closed
   * either.
   */
  private boolean rests(Live resource, Optional<Live> set, Intents intents)
      throws InterruptedException {
    Optional<Live> lock = set.flatMap(found -> standstill.lock(found, resource.uid()));
    if (lock.isEmpty()) {
      return true;
    }
    Object metadata = Tree.at(set.get().tree(), "metadata").orElseThrow();
    try {
      DataPlaneAccess access =
          trust.reach(asItIs(resource, metadata)).over(tls.ofRunning(set.get()));
      return standstill.unlock(set.get(), lock.get(), access, intents);
    } catch (Blocked withoutKeys) {
      return false;
    }
  }

  /** Looked for before the first write, so that a taken name leaves nothing half made. */
  private void nothingForeign(Blueprint blueprint) throws Blocked {
    for (Manifest child : Children.of(blueprint)) {
      var _ = children.find(child, blueprint.uid());
    }
    var _ = children.find(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN), blueprint.uid());
  }

  private static DataPlane dataPlane(Live resource, NatsCluster cluster, boolean running) {
    return new DataPlane(
        resource.namespace(),
        resource.name(),
        Blueprint.ownerReference(resource.name(), resource.uid()),
        cluster.spec().jetStream().enabled(),
        cluster.spec().authentication(),
        running,
        Optional.of(cluster.spec().trust()));
  }

  /** Of servers whose document is refused. */
  private static DataPlane asItIs(Live resource, Object metadata) {
    return new DataPlane(
        resource.namespace(),
        resource.name(),
        Blueprint.ownerReference(resource.name(), resource.uid()),
        false,
        ServerSet.authentication(metadata),
        true,
        Optional.empty());
  }

  private static Blueprint blueprint(Live resource, NatsCluster cluster, String configuration) {
    return new Blueprint(
        resource.namespace(), resource.name(), resource.uid(), cluster.spec(), configuration);
  }
}
