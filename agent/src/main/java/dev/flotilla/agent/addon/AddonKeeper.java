// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Addons;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.Surroundings;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings what stands beside the servers to what the spec asks for. Nothing here stops a pass: what
 * goes wrong is told. No step is written beforehand, because the next pass undoes whatever a paused
 * agent may still have done.
 */
@ApplicationScoped
public class AddonKeeper {
  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final AgentSettings settings;
  private final NackKeeper nack;

  AddonKeeper(
      KubernetesObjects objects, ChildWriter children, AgentSettings settings, NackKeeper nack) {
    this.objects = objects;
    this.children = children;
    this.settings = settings;
    this.nack = nack;
  }

  /**
   * One look at all of them.
   *
   * @throws KubernetesClientException with code 409 when somebody changed one of them meanwhile
   */
  public AddonReport keep(Blueprint blueprint) {
    List<Problem> problems = new ArrayList<>();
    List<Manifest> wanted = Addons.of(blueprint, surroundings(blueprint, problems));
    for (Kind kind : Addons.KINDS) {
      attempt(() -> removeUnwanted(kind, blueprint, wanted))
          // Where nobody knows the kind, none of it is in the way.
          .filter(refused -> refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND)
          .ifPresent(refused -> problems.add(AddonRefusal.of(kind.name(), refused)));
    }
    for (Manifest addon : wanted) {
      attempt(() -> ensure(addon, blueprint).ifPresent(problems::add))
          .ifPresent(refused -> problems.add(AddonRefusal.of(addon, refused)));
    }
    return new AddonReport(wanted.stream().map(AddonRefusal::title).toList(), problems);
  }

  /** Whatever keeps NACK away is told; a question without an answer keeps away nobody. */
  private Surroundings surroundings(Blueprint blueprint, List<Problem> problems) {
    List<Problem> hindered = new ArrayList<>();
    attempt(() -> nack.prepare(blueprint).ifPresent(hindered::add))
        .ifPresent(refused -> problems.add(AddonRefusal.of("the prerequisites of NACK", refused)));
    problems.addAll(hindered);
    return new Surroundings(
        settings.namespace(), settings.nackServiceAccount().filter(_ -> hindered.isEmpty()));
  }

  private Optional<Problem> ensure(Manifest addon, Blueprint blueprint) {
    try {
      Optional<Live> present = children.find(addon, blueprint.uid());
      Live live =
          present.filter(addon::isCoveredBy).orElseGet(() -> children.write(addon, present));
      return live.kind().equals(Kind.DEPLOYMENT) && !AddonReadiness.isReady(live)
          ? Optional.of(AddonReadiness.problem(live, pods(live)))
          : Optional.empty();
    } catch (Blocked blocked) {
      return Optional.of(blocked.problem());
    }
  }

  private List<Live> pods(Live deployment) {
    String addon = deployment.label(Labels.ADDON);
    String cluster = deployment.label(Labels.CLUSTER);
    return objects.labelled(Kind.POD, deployment.namespace(), Labels.CLUSTER, cluster).stream()
        .filter(pod -> pod.label(Labels.ADDON).equals(addon))
        .toList();
  }

  /** Only what this NatsCluster owns and the agent marked as a addon. */
  private void removeUnwanted(Kind kind, Blueprint blueprint, List<Manifest> wanted) {
    objects.labelled(kind, blueprint.namespace(), Labels.CLUSTER, blueprint.name()).stream()
        .filter(live -> live.controlledBy(blueprint.uid()))
        .filter(live -> !live.label(Labels.ADDON).isEmpty() && !live.terminating())
        .filter(live -> wanted.stream().noneMatch(addon -> isSame(addon, live)))
        .forEach(objects::delete);
  }

  private static boolean isSame(Manifest addon, Live live) {
    return addon.kind().equals(live.kind()) && addon.name().equals(live.name());
  }

  private static Optional<KubernetesClientException> attempt(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      return Optional.of(refused);
    }
  }
}
