// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.resource.ResourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** Every kind of desired state that this agent admits. */
@ApplicationScoped
class AdmittedKinds {
  private final Instance<AdmittedKind> kinds;

  AdmittedKinds(Instance<AdmittedKind> kinds) {
    this.kinds = kinds;
  }

  /** The kind of a key; empty for one that only a newer agent knows. */
  Optional<AdmittedKind> of(ResourceKey key) {
    return kinds.stream().filter(kind -> kind.kind().names(key)).findFirst();
  }

  static Problem unknown(ResourceKey key) {
    return new Problem(
        Code.UNKNOWN_KIND,
        "this agent knows no resources of kind " + key.kind(),
        "Upgrade the agent to the hub's version.");
  }
}
