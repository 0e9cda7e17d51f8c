// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.tls;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.cluster.listeners.LeafRemote;
import dev.flotilla.nats.cluster.listeners.LeafTls;
import dev.flotilla.nats.configuration.LeafBlock;
import dev.flotilla.nats.configuration.ListenerTls;
import dev.flotilla.nats.document.SecretKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The volume with everything that the servers need to connect to a remote as leaf nodes:
 * credentials, CA certificates and client certificates.
 */
public final class LeafFiles {
  private static final String VOLUME = "leafnodes";

  private LeafFiles() {}

  /** The volume. */
  public static Optional<Map<String, Object>> volume(Blueprint blueprint) {
    List<LeafRemote> remotes = blueprint.spec().listeners().leafNodes().remotes();
    List<Object> sources = new ArrayList<>();
    for (int index = 0; index < remotes.size(); index++) {
      add(sources, remotes.get(index).credentialsSecret(), LeafBlock.credentialsFile(index));
      LeafTls tls = remotes.get(index).tls();
      if (tls != null) {
        add(sources, tls.caSecret(), LeafBlock.rootsFile(index));
        String certificate = tls.certificateSecret();
        if (certificate != null) {
          add(
              sources,
              new SecretKey(certificate, ListenerTls.CERTIFICATE),
              LeafBlock.certificateFile(index));
          add(sources, new SecretKey(certificate, ListenerTls.KEY), LeafBlock.keyFile(index));
        }
      }
    }
    return sources.isEmpty()
        ? Optional.empty()
        : Optional.of(Tree.object("name", VOLUME, "projected", Tree.object("sources", sources)));
  }

  /** Its mount in the container of the server. */
  public static Optional<Map<String, Object>> mount(Blueprint blueprint) {
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

  private static void add(List<Object> sources, @Nullable SecretKey secret, String file) {
    if (secret != null) {
      sources.add(
          Tree.object(
              "secret",
              Tree.object(
                  "name",
                  secret.name(),
                  "items",
                  List.of(Tree.object("key", secret.key(), "path", file)))));
    }
  }
}
