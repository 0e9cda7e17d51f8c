// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.tls;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.nats.configuration.ListenerTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CA certificates with which add-ons verify the servers. The servers' key, which is in the same
 * Secret, is not mounted. The kubelet follows a change of the Secret.
 */
public final class AuthorityFile {
  private static final String VOLUME = "authority";
  private static final String FOLDER = "/etc/nats-ca";

  private AuthorityFile() {}

  /** Path of the file; empty where the servers speak plain text to clients. */
  public static Optional<String> path(Blueprint blueprint) {
    return blueprint.spec().access().tls().listeners().client()
        ? Optional.of(FOLDER + "/" + ListenerTls.AUTHORITY)
        : Optional.empty();
  }

  /** Those mounts, and that of the CA certificates. */
  public static List<Map<String, Object>> mounted(
      Blueprint blueprint, List<Map<String, Object>> mounts) {
    return with(
        blueprint, mounts, Tree.object("name", VOLUME, "mountPath", FOLDER, "readOnly", true));
  }

  /** Those volumes, and that of the CA certificates. */
  public static List<Map<String, Object>> volumes(
      Blueprint blueprint, List<Map<String, Object>> volumes) {
    return with(
        blueprint,
        volumes,
        Tree.object(
            "name",
            VOLUME,
            "secret",
            Tree.object(
                "secretName",
                blueprint.names().certificateSecret(blueprint.spec().access().tls().certificate()),
                "items",
                List.of(Tree.object("key", ListenerTls.AUTHORITY, "path", ListenerTls.AUTHORITY)),
                "defaultMode",
                PodFields.READ_ONLY)));
  }

  private static List<Map<String, Object>> with(
      Blueprint blueprint, List<Map<String, Object>> list, Map<String, Object> last) {
    List<Map<String, Object>> all = new ArrayList<>(list);
    path(blueprint).ifPresent(_ -> all.add(last));
    return List.copyOf(all);
  }
}
