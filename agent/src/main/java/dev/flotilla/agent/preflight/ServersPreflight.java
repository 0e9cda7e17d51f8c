// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.ServerSurveys;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.nats.upgrade.ServerStore;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a change of servers that exist would meet, by their own word. Another version is refused for
 * it before the first server goes; other changes, such as the renewal of a certificate, must not
 * wait for a person, and a plan only warns.
 */
@ApplicationScoped
public class ServersPreflight {
  private static final String VERSION = "app.kubernetes.io/version";

  private final KubernetesObjects objects;
  private final ServerSurveys surveys;

  ServersPreflight(KubernetesObjects objects, ServerSurveys surveys) {
    this.objects = objects;
    this.surveys = surveys;
  }

  /**
   * What was found; nothing where the servers do not answer.
   *
   * @param refusals of another version
   * @param warnings of any change
   * @param waived codes of refusals that the document waives
   */
  public record Findings(List<Problem> refusals, List<Problem> warnings, List<String> waived) {
    /** Nothing. */
    public static final Findings NONE = new Findings(List.of(), List.of(), List.of());

    public Findings {
      refusals = List.copyOf(refusals);
      warnings = List.copyOf(warnings);
      waived = List.copyOf(waived);
    }

    static Findings of(List<Problem> refusals, List<Problem> warnings, List<String> waivers) {
      List<String> waived = refusals.stream().map(Problem::code).filter(waivers::contains).toList();
      return new Findings(
          refusals.stream().filter(problem -> !waived.contains(problem.code())).toList(),
          warnings,
          waived);
    }

    Findings asWarnings() {
      return new Findings(
          List.of(), Stream.concat(refusals.stream(), warnings.stream()).toList(), waived);
    }
  }

  /**
   * All findings, for a plan.
   *
   * @param owner the NatsCluster
   * @param spec what it is to say
   * @param set its StatefulSet
   * @throws InterruptedException when the agent stops
   */
  public Findings of(Live owner, NatsClusterSpec spec, Live set) throws InterruptedException {
    List<Problem> writers =
        ExternalWriters.judge(List.of(owner, set), objects.all(Kind.DEPLOYMENT, owner.namespace()));
    if (!spec.settings().jetStream().enabled()) {
      return new Findings(List.of(), writers, List.of());
    }
    List<ServerStore> stores = stores(owner, set);
    Findings found =
        Findings.of(
            refusals(owner, set, stores),
            Stream.concat(DiskHeadroom.judge(stores).stream(), writers.stream()).toList(),
            spec.waivers());
    return refuses(spec, set) ? found : found.asWarnings();
  }

  /**
   * Why servers that are at rest are not brought to another version; empty when they are, or when
   * they do not answer: then they are perhaps what the change is to mend.
   *
   * @throws InterruptedException when the agent stops
   */
  public Optional<Problem> refusal(Live owner, NatsClusterSpec spec, Live set)
      throws InterruptedException {
    return refuses(spec, set)
        ? Findings.of(refusals(owner, set, stores(owner, set)), List.of(), spec.waivers())
            .refusals()
            .stream()
            .findFirst()
        : Optional.empty();
  }

  private List<Problem> refusals(Live owner, Live set, List<ServerStore> stores)
      throws InterruptedException {
    var own = new TreeSet<String>();
    IntStream.range(0, SetFacts.of(set).replicas()).forEach(one -> own.add(set.name() + "-" + one));
    return Stream.of(
            RunningBackups.of(objects, owner).stream(),
            GhostPeers.judge(stores, own, surveys.areJoined(set)).stream(),
            MemoryStreams.judge(assets(owner, set)).stream())
        .flatMap(problems -> problems)
        .toList();
  }

  private boolean refuses(NatsClusterSpec spec, Live set) {
    return spec.settings().jetStream().enabled()
        && !spec.servers().paused()
        && changesVersion(spec, set)
        && isAtRest(set);
  }

  private static boolean changesVersion(NatsClusterSpec spec, Live set) {
    return !Tree.text(set.tree(), "spec", "template", "metadata", "labels", VERSION)
        .equals(spec.servers().version());
  }

  private boolean isAtRest(Live set) {
    SetFacts facts = SetFacts.of(set);
    return facts.currentRevision().equals(facts.updateRevision())
        && surveys.pods(set).stream().filter(ServerPod::serving).count() == facts.replicas();
  }

  private List<ServerStore> stores(Live owner, Live set) throws InterruptedException {
    try {
      return surveys.stores(owner, set);
    } catch (IOException | Blocked unknown) {
      return List.of();
    }
  }

  private List<AssetConfiguration> assets(Live owner, Live set) throws InterruptedException {
    try {
      return surveys.assets(owner, set, SetFacts.of(set).replicas());
    } catch (IOException | Blocked unknown) {
      return List.of();
    }
  }
}
