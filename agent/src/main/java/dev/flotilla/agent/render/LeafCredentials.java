// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.LeafRemote;
import dev.flotilla.nats.cluster.SecretKey;
import dev.flotilla.nats.configuration.LeafBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volume with the credentials by which the servers connect elsewhere as leaf nodes. */
final class LeafCredentials {
  private static final String VOLUME = "leafnodes";

  private LeafCredentials() {}

  static Optional<Map<String, Object>> volume(Blueprint blueprint) {
    List<LeafRemote> remotes = blueprint.spec().leafNodes().remotes();
    List<Object> sources = new ArrayList<>();
    for (int index = 0; index < remotes.size(); index++) {
      SecretKey secret = remotes.get(index).credentialsSecret();
      if (secret != null) {
        sources.add(source(secret, LeafBlock.credentialsFile(index)));
      }
    }
    return sources.isEmpty()
        ? Optional.empty()
        : Optional.of(Tree.object("name", VOLUME, "projected", Tree.object("sources", sources)));
  }

  static Optional<Map<String, Object>> mount(Blueprint blueprint) {
    return volume(blueprint)
        .map(
            _ ->
                Tree.object(
                    "name",
                    VOLUME,
                    "mountPath",
                    LeafBlock.CREDENTIALS_DIRECTORY,
                    "readOnly",
                    true));
  }

  private static Map<String, Object> source(SecretKey secret, String file) {
    return Tree.object(
        "secret",
        Tree.object(
            "name",
            secret.name(),
            "items",
            List.of(Tree.object("key", secret.key(), "path", file))));
  }
}
