// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings children of an owner to what is wanted, and writes only what differs. */
@ApplicationScoped
public class ChildWriter {
  private final KubernetesObjects objects;

  public ChildWriter(KubernetesObjects objects) {
    this.objects = objects;
  }

  /**
   * The live child of that name.
   *
   * @throws Blocked when an object of that name has another owner
   */
  public Optional<Live> find(Manifest wanted, String ownerUid) throws Blocked {
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

  /** Applies the child, bound to the state that was seen. */
  public Live write(Manifest wanted, Optional<Live> present) {
    // An apply that creates cannot be bound to "absent"; whoever is second then meets a foreign
    // owner or equal content.
    return objects.apply(present.map(wanted::onlyIf).orElse(wanted));
  }
}
