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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pod on the node of a server that runs the next images once and ends, so that they are there
 * before the server goes. Not a DaemonSet: its pods must not end, and the image has no shell to
 * wait in.
 */
public final class ImagePull {
  /**
   * Its container for the server's image, and the prefix of those for others. A mesh may add more,
   * which do not end.
   */
  private static final String CONTAINER = "pull";

  private static final String SERVER = "nats";

  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String NAME = "image-pull";
  private static final String DIGEST = "checksum/pull";

  /** Limits as well, because a quota may require them. */
  private static final Map<String, Object> RESOURCES =
      Tree.object(
          "requests", Tree.object("cpu", "1m", "memory", "16Mi"),
          "limits", Tree.object("cpu", "100m", "memory", "64Mi"));

  private ImagePull() {}

  /**
   * Containers of the next template whose image the servers of a StatefulSet do not have: the
   * server's, and those beside it, without which the server would not be ready either.
   */
  public static List<?> missing(Blueprint blueprint, Live set) {
    Object present = Tree.at(set.tree(), "spec", "template", "spec").orElse(Map.of());
    return Tree.list(PodTemplate.of(blueprint), "spec", "containers").stream()
        .filter(next -> !image(present, Tree.text(next, "name")).equals(Tree.text(next, "image")))
        .toList();
  }

  /**
   * The pod for a server on a node.
   *
   * @param missing containers of its next template whose images it pulls
   */
  public static Manifest of(Blueprint blueprint, int ordinal, String node, List<?> missing) {
    Map<String, Object> metadata =
        new LinkedHashMap<>(blueprint.metadata(blueprint.names().imagePull(ordinal)));
    // No Service, no budget and no StatefulSet selects it.
    Map<String, Object> labels = blueprint.labels();
    labels.put(COMPONENT, NAME);
    metadata.put("labels", labels);
    Map<String, Object> spec = spec(blueprint, node, missing);
    metadata.put("annotations", Tree.object(DIGEST, TemplateDigest.of(spec.toString())));
    return new Manifest(Kind.POD, metadata, Tree.object("spec", spec));
  }

  /**
   * Whether a pod is the one of a manifest. Admission adds to its spec, so that is not compared.
   */
  public static boolean isSame(Manifest wanted, Live pod) {
    return Tree.text(wanted.metadata(), "annotations", DIGEST).equals(pod.annotation(DIGEST));
  }

  private static Map<String, Object> spec(Blueprint blueprint, String node, List<?> missing) {
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
        PodFields.pullSecrets(blueprint.spec().servers().imagePullSecrets()),
        "tolerations",
        PodFields.verbatim(blueprint.spec().pods().placement().tolerations()),
        "containers",
        missing.stream().map(ImagePull::container).toList());
  }

  private static Map<String, Object> container(Object next) {
    String name = Tree.text(next, "name");
    return Tree.object(
        "name",
        name.equals(SERVER) ? CONTAINER : CONTAINER + "-" + name,
        "image",
        Tree.text(next, "image"),
        "imagePullPolicy",
        Tree.text(next, "imagePullPolicy"),
        "args",
        List.of("--version"),
        "resources",
        RESOURCES,
        "securityContext",
        PodSecurity.ofContainer());
  }

  /** Whether a pod is one. */
  public static boolean is(Live pod) {
    return pod.label(COMPONENT).equals(NAME);
  }

  /** The images that it pulls, by the names of its containers. */
  public static Map<String, String> images(Live pull) {
    Map<String, String> images = new LinkedHashMap<>();
    for (Object one : Tree.list(pull.tree(), "spec", "containers")) {
      String name = Tree.text(one, "name");
      if (name.equals(CONTAINER) || name.startsWith(CONTAINER + "-")) {
        images.put(name, Tree.text(one, "image"));
      }
    }
    return images;
  }

  private static String image(Object pod, String container) {
    return Tree.list(pod, "containers").stream()
        .filter(one -> Tree.text(one, "name").equals(container))
        .map(one -> Tree.text(one, "image"))
        .findFirst()
        .orElse("");
  }
}
