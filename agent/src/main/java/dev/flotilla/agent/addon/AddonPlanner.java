// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.credentials.AccessDraft;
import dev.flotilla.agent.credentials.DataPlaneUser;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.addon.Addons;
import dev.flotilla.agent.render.addon.Surroundings;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans the changes of add-ons. Reads and writes nothing; an object that cannot be read is a
 * problem of that add-on alone.
 */
@ApplicationScoped
public class AddonPlanner {
  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final AgentSettings settings;
  private final NackPrerequisites nack;

  AddonPlanner(
      KubernetesObjects objects,
      ChildWriter children,
      AgentSettings settings,
      NackPrerequisites nack) {
    this.objects = objects;
    this.children = children;
    this.settings = settings;
    this.nack = nack;
  }

  /**
   * Plans all of them.
   *
   * @param access provides the user of NACK
   */
  public AddonDraft draft(Blueprint blueprint, AccessDraft.Usable access) {
    return new Look(blueprint, access).draft();
  }

  private final class Look {
    private final Blueprint blueprint;
    private final AccessDraft.Usable access;
    private final List<Change> changes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Look(Blueprint blueprint, AccessDraft.Usable access) {
      this.blueprint = blueprint;
      this.access = access;
    }

    AddonDraft draft() {
      List<Manifest> wanted =
          Addons.of(blueprint, new Surroundings(settings.namespace(), nackAccount()));
      Addons.KINDS.forEach(kind -> removals(kind, wanted));
      wanted.forEach(this::change);
      return new AddonDraft(wanted, changes, problems);
    }

    /** The ServiceAccount of NACK, if NACK can run: its pod mounts credentials. */
    private Optional<String> nackAccount() {
      if (!blueprint.spec().addons().nack().enabled()) {
        return Optional.empty();
      }
      try {
        Optional<Problem> hindrance = nack.hindrance(blueprint).or(this::nackCredentials);
        hindrance.ifPresent(problems::add);
        return settings.nackServiceAccount().filter(_ -> hindrance.isEmpty());
      } catch (KubernetesClientException refused) {
        problems.add(AddonRefusal.of("the prerequisites of NACK", refused));
        return Optional.empty();
      }
    }

    private Optional<Problem> nackCredentials() {
      Change credentials = access.credentials().apply(DataPlaneUser.NACK);
      changes.add(credentials);
      return credentials.refusal();
    }

    /** Only what this NatsCluster owns and the agent marked as an add-on. */
    private void removals(Kind kind, List<Manifest> wanted) {
      try {
        objects.labelled(kind, blueprint.namespace(), Labels.CLUSTER, blueprint.name()).stream()
            .filter(live -> live.controlledBy(blueprint.uid()))
            .filter(live -> !live.label(Labels.ADDON).isEmpty() && !live.terminating())
            .filter(
                live ->
                    wanted.stream()
                        .filter(addon -> addon.kind().equals(kind))
                        .noneMatch(addon -> addon.name().equals(live.name())))
            .forEach(live -> changes.add(new Change.Remove(live)));
      } catch (KubernetesClientException refused) {
        // Where the API server does not know the kind, no object of it exists.
        if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
          problems.add(AddonRefusal.of(kind.name(), refused));
        }
      }
    }

    private void change(Manifest addon) {
      try {
        changes.add(children.change(addon, blueprint.uid()));
      } catch (KubernetesClientException refused) {
        problems.add(AddonRefusal.of(addon, refused));
      }
    }
  }
}
