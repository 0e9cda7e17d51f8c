// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.agent.settings.AgentSettings;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Decides how the children of an owner change, and applies the changes. */
@ApplicationScoped
public class ChildWriter {
  private final KubernetesObjects objects;
  private final AgentSettings settings;

  public ChildWriter(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  /**
   * The live child of that name.
   *
   * @throws Blocked when an object of that name has another owner, or the agent lacks the
   *     permission to create one
   */
  public Optional<Live> find(Manifest wanted, String ownerUid) throws Blocked {
    if (!mayHandle(wanted.kind())) {
      throw Blocked.byMissingRight(wanted.kind(), "ingresses.enabled");
    }
    Optional<Live> present = objects.find(wanted.kind(), wanted.namespace(), wanted.name());
    if (present.isPresent() && !present.get().controlledBy(ownerUid)) {
      throw Blocked.byForeignObject(present.get());
    }
    return present;
  }

  /** The change that leads to the desired child. */
  public Change change(Manifest wanted, String ownerUid) {
    try {
      return Change.to(wanted, find(wanted, ownerUid));
    } catch (Blocked blocked) {
      return new Change.Refuse(wanted.kind(), wanted.name(), blocked.problem());
    }
  }

  /**
   * The removal of a child that must not exist, if the owner controls it; others are left alone.
   */
  public Optional<Change> removal(Kind kind, Owner owner, String name) {
    return mayHandle(kind)
        ? objects
            .find(kind, owner.namespace(), name)
            .filter(child -> child.controlledBy(owner.uid()))
            .map(Change.Remove::new)
        : Optional.empty();
  }

  /**
   * Applies a change.
   *
   * @return the object afterwards; empty when it is gone
   * @throws KubernetesClientException with code 409 when the object is not as it was seen
   * @throws IllegalArgumentException for what cannot be done
   */
  public Optional<Live> carryOut(Change change) {
    return switch (change) {
      case Change.Keep(var present) -> Optional.of(present);
      case Change.Apply(var wanted, var present) -> Optional.of(write(wanted, present));
      case Change.Create(var wanted) ->
          Optional.of(objects.create(wanted).orElseThrow(() -> taken(wanted)));
      case Change.Remove(var present) -> {
        objects.delete(present);
        yield Optional.empty();
      }
      case Change.Refuse refused -> throw new IllegalArgumentException(refused.toString());
    };
  }

  /**
   * Applies the child, bound to the state that was read.
   *
   * @throws KubernetesClientException with code 409 when it has changed
   */
  public Live write(Manifest wanted, Optional<Live> present) {
    // An apply that creates cannot be bound to "absent", so it is read once more: what another
    // client created in the meantime is theirs.
    if (present.isEmpty()
        && objects.find(wanted.kind(), wanted.namespace(), wanted.name()).isPresent()) {
      throw taken(wanted);
    }
    return objects.apply(present.map(wanted::onlyIf).orElse(wanted));
  }

  private static KubernetesClientException taken(Manifest wanted) {
    return new KubernetesClientException(
        wanted.kind().name() + " " + wanted.name() + " was created by another client meanwhile",
        HttpURLConnection.HTTP_CONFLICT,
        null);
  }

  private boolean mayHandle(Kind kind) {
    return !kind.equals(Kind.INGRESS) || settings.ingresses();
  }

  /**
   * The owner of children.
   *
   * @param namespace its namespace
   * @param uid its identity
   */
  public record Owner(String namespace, String uid) {}
}
