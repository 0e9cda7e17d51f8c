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

  CompanionKeeper(KubernetesObjects objects, ChildWriter children, AgentSettings settings) {
    this.objects = objects;
    this.children = children;
    this.settings = settings;
  }

  /**
   * One look at all of them.
   *
   * @throws KubernetesClientException with code 409 when somebody changed one of them meanwhile
   */
  public Company keep(Blueprint blueprint) {
    List<Manifest> wanted = Companions.of(blueprint, new Surroundings(settings.namespace()));
    List<Problem> problems = new ArrayList<>();
    for (Kind kind : Companions.KINDS) {
      tell(problems, kind.name(), () -> removeUnwanted(kind, blueprint, wanted));
    }
    for (Manifest companion : wanted) {
      tell(problems, title(companion), () -> ensure(companion, blueprint, problems));
    }
    return new Company(wanted.stream().map(CompanionKeeper::title).toList(), problems);
  }

  private void ensure(Manifest companion, Blueprint blueprint, List<Problem> problems) {
    try {
      children.ensure(companion, blueprint.uid());
    } catch (Blocked blocked) {
      problems.add(blocked.problem());
    }
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

  private static void tell(List<Problem> problems, String what, Runnable work) {
    try {
      work.run();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      problems.add(
          new Problem(
              "COMPANION_REFUSED",
              "Kubernetes refuses " + what + ": " + reason(refused),
              "Mend what it says, or switch this part of the spec off."));
    }
  }

  private static String reason(KubernetesClientException refused) {
    return refused.getStatus() != null && refused.getStatus().getMessage() != null
        ? refused.getStatus().getMessage()
        : "no answer";
  }

  private static String title(Manifest companion) {
    return companion.kind().name() + " " + companion.name();
  }
}
