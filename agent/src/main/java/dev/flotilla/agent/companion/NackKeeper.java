// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.companion;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.trust.DataPlane;
import dev.flotilla.agent.trust.DataPlaneUser;
import dev.flotilla.agent.trust.TrustStore;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Gives NACK its user before its pod comes, which mounts the credentials. */
@ApplicationScoped
class NackKeeper {
  private final NackGround ground;
  private final TrustStore trust;

  NackKeeper(NackGround ground, TrustStore trust) {
    this.ground = ground;
    this.trust = trust;
  }

  /** Does so where NACK is asked for; says why not. */
  Optional<Problem> prepare(Blueprint blueprint) {
    Optional<Problem> hindrance = ground.hindrance(blueprint);
    if (hindrance.isPresent() || !blueprint.spec().nack().enabled()) {
      return hindrance;
    }
    try {
      trust.admit(dataPlane(blueprint), DataPlaneUser.NACK);
      return Optional.empty();
    } catch (Blocked blocked) {
      return Optional.of(blocked.problem());
    }
  }

  private static DataPlane dataPlane(Blueprint blueprint) {
    return new DataPlane(
        blueprint.namespace(),
        blueprint.name(),
        Blueprint.ownerReference(blueprint.name(), blueprint.uid()),
        blueprint.spec().jetStream().enabled(),
        true,
        Optional.of(blueprint.spec().trust()));
  }
}
