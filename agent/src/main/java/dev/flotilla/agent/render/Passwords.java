// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.AuthenticationUser;
import dev.flotilla.nats.configuration.PasswordVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hashes of passwords in the servers' pods: in their environment, taken from a Secret. */
final class Passwords {
  private Passwords() {}

  static List<Object> environment(Blueprint blueprint) {
    List<Object> environment = new ArrayList<>();
    for (AuthenticationUser user : blueprint.spec().authentication().withPassword()) {
      String name = PasswordVariable.of(user.user()).name();
      environment.add(
          Tree.object(
              "name",
              name,
              "valueFrom",
              Tree.object(
                  "secretKeyRef",
                  Tree.object("name", blueprint.names().passwordHashes(), "key", name))));
    }
    return environment;
  }

  /** A changed password is a changed template, and so rolls. */
  static void annotate(Blueprint blueprint, Map<String, Object> annotations) {
    if (!blueprint.spec().authentication().withPassword().isEmpty()) {
      annotations.put("checksum/passwords", blueprint.passwordDigest());
    }
  }
}
