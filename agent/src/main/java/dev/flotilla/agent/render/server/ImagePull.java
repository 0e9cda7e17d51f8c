// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.TemplateDigest;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.nats.cluster.Servers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pod on the node of a server that runs the next image once and ends, so that the image is there
 * before the server goes. Not a DaemonSet: its pods must not end, and the image has no shell to
 * wait in.
 */
public final class ImagePull {
  /** Its container. A mesh may add others, which do not end. */
  public static final String CONTAINER = "pull";

  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String NAME = "image-pull";
  private static final String DIGEST = "checksum/pull";

  /** Limits as well, because a quota may require them. */
  private static final Map<String, Object> RESOURCES =
      Tree.object(
          "requests", Tree.object("cpu", "1m", "memory", "16Mi"),
          "limits", Tree.object("cpu", "100m", "memory", "64Mi"));

  private ImagePull() {}

  /** The pod for a server on a node. */
  public static Manifest of(Blueprint blueprint, int ordinal, String node) {
    Map<String, Object> metadata =
        new LinkedHashMap<>(blueprint.metadata(blueprint.names().imagePull(ordinal)));
    // No Service, no budget and no StatefulSet selects it.
    Map<String, Object> labels = blueprint.labels();
    labels.put(COMPONENT, NAME);
    metadata.put("labels", labels);
    Map<String, Object> spec = spec(blueprint, blueprint.spec().servers(), node);
    metadata.put("annotations", Tree.object(DIGEST, TemplateDigest.of(spec.toString())));
    return new Manifest(Kind.POD, metadata, Tree.object("spec", spec));
  }

  /**
   * Whether a pod is the one of a manifest. Admission adds to its spec, so that is not compared.
   */
  public static boolean isSame(Manifest wanted, Live pod) {
    return Tree.text(wanted.metadata(), "annotations", DIGEST).equals(pod.annotation(DIGEST));
  }

  private static Map<String, Object> spec(Blueprint blueprint, Servers servers, String node) {
    return Tree.object(
        "nodeName",
        node,
        "restartPolicy",
        "Never",
        "automountServiceAccountToken",
        false,
        "enableServiceLinks",
        false,
        "terminationGracePeriodSeconds",
        1,
        "securityContext",
        PodSecurity.ofPod(),
        "imagePullSecrets",
        PodFields.pullSecrets(servers.imagePullSecrets()),
        "tolerations",
        PodFields.verbatim(blueprint.spec().pods().placement().tolerations()),
        "containers",
        List.of(
            Tree.object(
                "name",
                CONTAINER,
                "image",
                servers.image(),
                "imagePullPolicy",
                servers.imagePullPolicy(),
                "args",
                List.of("--version"),
                "resources",
                RESOURCES,
                "securityContext",
                PodSecurity.ofContainer())));
  }

  /** Whether a pod is one. */
  public static boolean is(Live pod) {
    return pod.label(COMPONENT).equals(NAME);
  }

  /** The image that it pulls. */
  public static String image(Live pull) {
    return image(Tree.at(pull.tree(), "spec").orElse(Map.of()), CONTAINER);
  }

  /** The image that servers of a StatefulSet have now. */
  public static String imageOf(Live set) {
    return image(Tree.at(set.tree(), "spec", "template", "spec").orElse(Map.of()), "nats");
  }

  private static String image(Object pod, String container) {
    return Tree.list(pod, "containers").stream()
        .filter(one -> Tree.text(one, "name").equals(container))
        .map(one -> Tree.text(one, "image"))
        .findFirst()
        .orElse("");
  }
}
