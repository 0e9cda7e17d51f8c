// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.pods.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An add-on that is one pod, which satisfies Pod Security {@code restricted}.
 *
 * @param addon the add-on
 * @param container its container
 * @param volumes its volumes
 * @param account ServiceAccount whose token it mounts for the API server; empty for no token
 */
record AddonPod(
    Addon addon,
    Map<String, Object> container,
    List<Map<String, Object>> volumes,
    Optional<String> account) {
  private static final String CREDENTIALS = "/etc/nats-creds/";

  /** One without access to the API server. */
  AddonPod(Addon addon, Map<String, Object> container, List<Map<String, Object>> volumes) {
    this(addon, container, volumes, Optional.empty());
  }

  /** Its Deployment; the old pod ends before the new one starts, since only one may work. */
  Manifest deployment(String name) {
    return new Manifest(
        Kind.DEPLOYMENT,
        addon.metadata(name),
        Tree.object(
            "spec",
            Tree.object(
                "replicas", 1,
                "strategy", Tree.object("type", "Recreate"),
                "selector", Tree.object("matchLabels", addon.selector()),
                "template",
                    Tree.object(
                        "metadata", Tree.object("labels", addon.labels()), "spec", pod()))));
  }

  private Map<String, Object> pod() {
    NatsClusterSpec spec = addon.blueprint().spec();
    Placement placement = spec.pods().placement();
    return Tree.object(
        "serviceAccountName",
        account.orElse(null),
        "automountServiceAccountToken",
        account.isPresent(),
        "enableServiceLinks",
        false,
        "terminationGracePeriodSeconds",
        10,
        "securityContext",
        PodSecurity.ofPod(),
        "imagePullSecrets",
        PodFields.pullSecrets(spec.servers().imagePullSecrets()),
        "containers",
        List.of(container),
        "nodeSelector",
        placement.nodeSelector().isEmpty() ? null : placement.nodeSelector(),
        "tolerations",
        PodFields.verbatim(placement.tolerations()),
        "volumes",
        volumes);
  }

  /** Path of the credentials in that volume: signed claims and their key, or a key alone. */
  static String credentialsFile(Blueprint blueprint, String volume) {
    return CREDENTIALS
        + volume
        + (blueprint.spec().access().authentication().byOperator() ? "/user.creds" : "/user.nk");
  }

  /** Mounts the volume with credentials. */
  static Map<String, Object> credentialsMount(String volume) {
    return Tree.object("name", volume, "mountPath", CREDENTIALS + volume, "readOnly", true);
  }

  /** A volume with the credentials of that Secret. */
  static Map<String, Object> credentials(String volume, String secret) {
    return Tree.object(
        "name",
        volume,
        "secret",
        Tree.object("secretName", secret, "defaultMode", PodFields.READ_ONLY));
  }

  /** The address of the servers. */
  static String address(Blueprint blueprint) {
    String scheme = blueprint.spec().access().tls().listeners().client() ? "tls" : "nats";
    return scheme + "://" + blueprint.name() + "." + blueprint.namespace() + ".svc:4222";
  }
}
