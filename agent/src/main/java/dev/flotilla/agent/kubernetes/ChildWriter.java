// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.agent.settings.AgentSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings children of an owner to what is wanted, and writes only what differs. */
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
   * @throws Blocked when an object of that name has another owner, or the agent was not given the
   *     right to make one
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

  /**
   * Those that are not there as they should be.
   *
   * @throws Blocked when an object of such a name has another owner
   */
  public List<Manifest> lacking(List<Manifest> wanted, String ownerUid) throws Blocked {
    List<Manifest> lacking = new ArrayList<>();
    for (Manifest child : wanted) {
      if (find(child, ownerUid).filter(child::isCoveredBy).isEmpty()) {
        lacking.add(child);
      }
    }
    return lacking;
  }

  /**
   * Applies the child unless it already is so.
   *
   * @throws Blocked when an object of that name has another owner
   */
  public void ensure(Manifest wanted, String ownerUid) throws Blocked {
    Optional<Live> present = find(wanted, ownerUid);
    if (present.isEmpty() || !wanted.isCoveredBy(present.get())) {
      write(wanted, present);
    }
  }

  /** The live child of that kind and name, if the owner has one; others' are none of ours. */
  public Optional<Live> owned(Kind kind, Owner owner, String name) {
    return mayHandle(kind)
        ? objects
            .find(kind, owner.namespace(), name)
            .filter(child -> child.controlledBy(owner.uid()))
        : Optional.empty();
  }

  /** Deletes a child exactly as it was seen. */
  public void remove(Live child) {
    objects.delete(child);
  }

  private boolean mayHandle(Kind kind) {
    return !kind.equals(Kind.INGRESS) || settings.ingresses();
  }

  /**
   * Whose children they are.
   *
   * @param namespace its namespace
   * @param uid its identity
   */
  public record Owner(String namespace, String uid) {}

  /** Applies the child, bound to the state that was seen. */
  public Live write(Manifest wanted, Optional<Live> present) {
    // An apply that creates cannot be bound to "absent"; whoever is second then meets a foreign
    // owner or equal content.
    return objects.apply(present.map(wanted::onlyIf).orElse(wanted));
  }
}
