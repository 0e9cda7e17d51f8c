// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.credentials.DataPlaneUser;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Gives NACK its user before its pod comes, which mounts the credentials. */
@ApplicationScoped
class NackKeeper {
  private final NackPrerequisites ground;
  private final AccessStore access;

  NackKeeper(NackPrerequisites ground, AccessStore access) {
    this.ground = ground;
    this.access = access;
  }

  /** Does so where NACK is asked for; says why not. */
  Optional<Problem> prepare(Blueprint blueprint) {
    Optional<Problem> hindrance = ground.hindrance(blueprint);
    if (hindrance.isPresent() || !blueprint.spec().nack().enabled()) {
      return hindrance;
    }
    try {
      access.admit(dataPlane(blueprint), DataPlaneUser.NACK);
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
        blueprint.spec().authentication(),
        true,
        Optional.of(blueprint.spec().trust()));
  }
}
