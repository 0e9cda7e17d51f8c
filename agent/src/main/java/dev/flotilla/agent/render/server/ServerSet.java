// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.listeners.Gateway;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The StatefulSet of the servers. */
public final class ServerSet {
  private ServerSet() {}

  /**
   * The StatefulSet.
   *
   * @param partition ordinals from this one on run the newest template; the number of servers when
   *     at rest
   */
  public static Manifest of(Blueprint blueprint, int partition) {
    return new Manifest(
        Kind.STATEFUL_SET,
        blueprint.metadata(blueprint.name(), annotations(blueprint)),
        Tree.object(
            "spec",
            Tree.object(
                "replicas", blueprint.spec().servers().replicas(),
                "serviceName", blueprint.names().headlessService(),
                "podManagementPolicy", "Parallel",
                "selector", Tree.object("matchLabels", Labels.selector(blueprint.name())),
                "updateStrategy",
                    Tree.object(
                        "type",
                        "RollingUpdate",
                        "rollingUpdate",
                        Tree.object("partition", partition)),
                "template", PodTemplate.of(blueprint),
                "volumeClaimTemplates", claims(blueprint))));
  }

  /**
   * A live StatefulSet with another partition and no other change, where it is not known what the
   * servers are to be.
   */
  public static Manifest of(Live set, int partition) {
    Map<String, Object> spec = fields(set.tree(), "spec");
    Map<String, Object> strategy = fields(spec, "updateStrategy");
    Map<String, Object> rolling = fields(strategy, "rollingUpdate");
    rolling.put("partition", partition);
    strategy.put("rollingUpdate", rolling);
    spec.put("updateStrategy", strategy);
    return new Manifest(
        Kind.STATEFUL_SET,
        Tree.object(
            "name", set.name(),
            "namespace", set.namespace(),
            "labels", Tree.at(set.tree(), "metadata", "labels").orElse(null),
            "annotations", Tree.at(set.tree(), "metadata", "annotations").orElse(null),
            "ownerReferences", Tree.list(set.tree(), "metadata", "ownerReferences")),
        Tree.object("spec", spec));
  }

  private static Map<String, Object> fields(Object tree, String name) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (Tree.at(tree, name).orElse(null) instanceof Map<?, ?> found) {
      found.forEach((key, value) -> fields.put(String.valueOf(key), value));
    }
    return fields;
  }

  /** Present where they differ from the default, so that a change is noticed. */
  private static Map<String, String> annotations(Blueprint blueprint) {
    Map<String, String> annotations = new TreeMap<>();
    Gateway gateway = blueprint.spec().listeners().gateway();
    if (gateway != null && gateway.name() != null && !gateway.name().equals(blueprint.name())) {
      annotations.put(Labels.CLUSTER_NAME, gateway.name());
    }
    if (!blueprint.spec().access().authentication().byOperator()) {
      annotations.put(Labels.AUTHENTICATION, blueprint.spec().access().authentication().mode());
    }
    return annotations;
  }

  /**
   * The mode of authentication of the servers of a StatefulSet, without the users of any document.
   */
  public static Authentication authentication(Object metadata) {
    String mode = Tree.text(metadata, "annotations", Labels.AUTHENTICATION);
    return Authentication.of(mode.isEmpty() ? Authentication.OPERATOR : mode);
  }

  private static @Nullable List<Object> claims(Blueprint blueprint) {
    NatsClusterSpec spec = blueprint.spec();
    List<Object> claims = new ArrayList<>();
    if (spec.settings().jetStream().enabled()) {
      var store = spec.settings().jetStream().fileStore();
      claims.add(
          claim(blueprint.names().streamsVolume(), store.size().text(), store.storageClassName()));
    }
    if (spec.access().authentication().byOperator()) {
      claims.add(
          claim(
              blueprint.names().resolverVolume(),
              spec.access().resolver().size().text(),
              spec.access().resolver().storageClassName()));
    }
    return claims.isEmpty() ? null : claims;
  }

  private static Map<String, Object> claim(
      String name, String size, @Nullable String storageClassName) {
    return Tree.object(
        "apiVersion",
        "v1",
        "kind",
        "PersistentVolumeClaim",
        "metadata",
        Tree.object("name", name),
        "spec",
        Tree.object(
            "accessModes", List.of("ReadWriteOnce"),
            "resources", Tree.object("requests", Tree.object("storage", size)),
            "storageClassName", storageClassName));
  }
}
