// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.cluster.authentication.Authentication;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hashes of passwords in the servers' pods: in their environment, from a Secret. */
final class Passwords {
  private Passwords() {}

  /**
   * The whole Secret, with all users: a server of the old template that restarts in the middle of a
   * roll already reads the new configuration, and must find all users that it names. Null where the
   * mode has no static users.
   */
  static @Nullable List<Object> environment(Blueprint blueprint) {
    Authentication authentication = blueprint.spec().access().authentication();
    return authentication.byOperator() || authentication.open()
        ? null
        : List.of(
            Tree.object(
                "secretRef",
                Tree.object("name", blueprint.names().passwordHashes(), "optional", true)));
  }

  /** A changed password changes the template, and so rolls. */
  static void annotate(Blueprint blueprint, Map<String, Object> annotations) {
    if (!blueprint.spec().access().authentication().withPassword().isEmpty()) {
      annotations.put("checksum/passwords", blueprint.passwordDigest());
    }
  }
}
