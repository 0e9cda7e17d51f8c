// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.companion;

import dev.flotilla.agent.AgentSettings;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Companions;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.Surroundings;
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
public class CompanionKeeper {
  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final AgentSettings settings;
  private final NackKeeper nack;

  CompanionKeeper(
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
  public Company keep(Blueprint blueprint) {
    List<Problem> problems = new ArrayList<>();
    List<Manifest> wanted = Companions.of(blueprint, surroundings(blueprint, problems));
    for (Kind kind : Companions.KINDS) {
      attempt(() -> removeUnwanted(kind, blueprint, wanted))
          // Where nobody knows the kind, none of it is in the way.
          .filter(refused -> refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND)
          .ifPresent(refused -> problems.add(Refusal.of(kind.name(), refused)));
    }
    for (Manifest companion : wanted) {
      attempt(() -> ensure(companion, blueprint).ifPresent(problems::add))
          .ifPresent(refused -> problems.add(Refusal.of(companion, refused)));
    }
    return new Company(wanted.stream().map(Refusal::title).toList(), problems);
  }

  /** Whatever keeps NACK away is told, and there is none. */
  private Surroundings surroundings(Blueprint blueprint, List<Problem> problems) {
    List<Problem> hindered = new ArrayList<>();
    attempt(() -> nack.prepare(blueprint).ifPresent(hindered::add))
        .ifPresent(refused -> hindered.add(Refusal.of("what NACK needs", refused)));
    problems.addAll(hindered);
    return new Surroundings(
        settings.namespace(), settings.nackServiceAccount().filter(_ -> hindered.isEmpty()));
  }

  private Optional<Problem> ensure(Manifest companion, Blueprint blueprint) {
    try {
      Optional<Live> present = children.find(companion, blueprint.uid());
      Live live =
          present
              .filter(companion::isCoveredBy)
              .orElseGet(() -> children.write(companion, present));
      return live.kind().equals(Kind.DEPLOYMENT) && !Readiness.isReady(live)
          ? Optional.of(Readiness.problem(live, pods(live)))
          : Optional.empty();
    } catch (Blocked blocked) {
      return Optional.of(blocked.problem());
    }
  }

  private List<Live> pods(Live deployment) {
    String companion = deployment.label(Labels.COMPANION);
    String cluster = deployment.label(Labels.CLUSTER);
    return objects.labelled(Kind.POD, deployment.namespace(), Labels.CLUSTER, cluster).stream()
        .filter(pod -> pod.label(Labels.COMPANION).equals(companion))
        .toList();
  }

  /** Only what this NatsCluster owns and the agent marked as a companion. */
  private void removeUnwanted(Kind kind, Blueprint blueprint, List<Manifest> wanted) {
    objects.labelled(kind, blueprint.namespace(), Labels.CLUSTER, blueprint.name()).stream()
        .filter(live -> live.controlledBy(blueprint.uid()))
        .filter(live -> !live.label(Labels.COMPANION).isEmpty() && !live.terminating())
        .filter(live -> wanted.stream().noneMatch(companion -> isSame(companion, live)))
        .forEach(objects::delete);
  }

  private static boolean isSame(Manifest companion, Live live) {
    return companion.kind().equals(live.kind()) && companion.name().equals(live.name());
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
