// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.addon.AddonDraft;
import dev.flotilla.agent.addon.AddonPlanner;
import dev.flotilla.agent.credentials.AccessDraft;
import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.server.Children;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.agent.render.service.Services;
import dev.flotilla.agent.servers.DesiredServers;
import dev.flotilla.agent.tls.CertificateDraft;
import dev.flotilla.agent.tls.Certified;
import dev.flotilla.agent.tls.TlsStore;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import dev.flotilla.nats.configuration.ServerConfiguration;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes how a document changes the objects of its NatsCluster. Reads and writes nothing. */
@ApplicationScoped
public class ChangePlanner {
  private final ChildWriter children;
  private final AccessStore access;
  private final TlsStore tls;
  private final AddonPlanner addons;

  ChangePlanner(ChildWriter children, AccessStore access, TlsStore tls, AddonPlanner addons) {
    this.children = children;
    this.access = access;
    this.tls = tls;
    this.addons = addons;
  }

  /** Why running servers cannot be changed to what the document says; empty when they can. */
  public static Optional<Problem> incompatible(
      Live resource, NatsCluster cluster, Optional<Live> set) {
    return set.flatMap(
        present ->
            Transition.judge(
                present,
                ServerSet.of(blueprint(resource, cluster), cluster.spec().servers().replicas()),
                cluster.spec()));
  }

  /**
   * All changes.
   *
   * @param resource the NatsCluster
   * @param cluster its document
   * @param running whether its servers exist already
   */
  public ChangeSet changes(Live resource, NatsCluster cluster, boolean running) {
    return new Look(
            cluster, blueprint(resource, cluster), DataPlane.of(resource, cluster.spec(), running))
        .changes();
  }

  private static Blueprint blueprint(Live resource, NatsCluster cluster) {
    return new Blueprint(resource.namespace(), resource.name(), resource.uid(), cluster.spec(), "");
  }

  private final class Look {
    private final NatsCluster cluster;
    private final Blueprint plain;
    private final DataPlane dataPlane;
    private final List<Change> secrets = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private Optional<Problem> awaited = Optional.empty();

    Look(NatsCluster cluster, Blueprint plain, DataPlane dataPlane) {
      this.cluster = cluster;
      this.plain = plain;
      this.dataPlane = dataPlane;
    }

    ChangeSet changes() {
      Optional<AccessDraft.Usable> usable = usable();
      Optional<CertificateDraft> certificate = certificate();
      Optional<ChangeSet.Aim> aim =
          usable.flatMap(users -> certificate.map(drafted -> aim(users, drafted)));
      Blueprint blueprint = aim.map(found -> found.servers().blueprint()).orElse(plain);
      return new ChangeSet(
          blueprint,
          aim,
          secrets,
          children(blueprint),
          servers(blueprint),
          aim.map(found -> addons.draft(blueprint, found.access())).orElse(AddonDraft.NONE),
          problems,
          awaited);
    }

    private Optional<AccessDraft.Usable> usable() {
      try {
        AccessDraft draft = access.draft(dataPlane);
        secrets.addAll(draft.secrets());
        return switch (draft) {
          case AccessDraft.Usable usable -> Optional.of(usable);
          case AccessDraft.Awaited(_, var problem) -> {
            awaited = Optional.of(problem);
            yield Optional.empty();
          }
        };
      } catch (Blocked blocked) {
        problems.add(blocked.problem());
        return Optional.empty();
      }
    }

    private Optional<CertificateDraft> certificate() {
      try {
        CertificateDraft draft = tls.draft(plain, dataPlane);
        secrets.addAll(draft.changes());
        awaited = awaited.or(draft::awaited);
        return Optional.of(draft);
      } catch (Blocked blocked) {
        problems.add(blocked.problem());
        return Optional.empty();
      }
    }

    private ChangeSet.Aim aim(AccessDraft.Usable usable, CertificateDraft certificate) {
      Optional<Certified> certified = certificate.certified();
      DataPlaneAccess users =
          cluster.spec().access().tls().listeners().client()
              ? usable.access().over(certified.map(Certified::context))
              : usable.access();
      ServerConfiguration configuration = ConfigurationRenderer.render(cluster, users.rules());
      Blueprint blueprint =
          plain.configured(configuration).certified(certified.map(Certified::digest).orElse(""));
      return new ChangeSet.Aim(
          new DesiredServers(blueprint, configuration.digest(), users),
          usable,
          Stream.concat(usable.warnings().stream(), certificate.warnings().stream()).toList());
    }

    private List<Change> children(Blueprint blueprint) {
      var owner = new ChildWriter.Owner(blueprint.namespace(), blueprint.uid());
      return Stream.concat(
              Children.of(blueprint).stream().map(child -> children.change(child, blueprint.uid())),
              Services.surplus(blueprint).stream()
                  .flatMap(child -> children.removal(child.kind(), owner, child.name()).stream()))
          .toList();
    }

    private List<Change> servers(Blueprint blueprint) {
      return Stream.of(
              ServerSet.of(blueprint, blueprint.spec().servers().replicas()),
              DisruptionBudget.of(blueprint, DisruptionBudget.OPEN))
          .map(child -> children.change(child, blueprint.uid()))
          .toList();
    }
  }
}
