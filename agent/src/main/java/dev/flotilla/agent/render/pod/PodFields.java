// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields that the pods of servers and of add-ons have in common. */
public final class PodFields {
  /** Mode of files that the pod's group reads and cannot write: 0440. */
  public static final int READ_ONLY = 0440;

  private PodFields() {}

  /** References to image pull secrets; null for none. */
  public static @Nullable List<Object> pullSecrets(List<String> secrets) {
    List<Object> names = new ArrayList<>();
    secrets.forEach(secret -> names.add(Tree.object("name", secret)));
    return names.isEmpty() ? null : names;
  }

  /** A field that Kubernetes defines and validates, passed on as written. */
  public static @Nullable Object verbatim(@Nullable JsonNode node) {
    return node == null ? null : Json.mapper().convertValue(node, Object.class);
  }

  /** Requests and limits of a container. */
  public static Map<String, Object> resources(Resources resources) {
    Map<String, String> requests = resources.requests().asMap();
    Map<String, String> limits = resources.limits().asMap();
    return Tree.object(
        "requests", requests.isEmpty() ? null : requests,
        "limits", limits.isEmpty() ? null : limits);
  }

  /** Mounts a volume. */
  public static Map<String, Object> mount(String volume, String path) {
    return Tree.object("name", volume, "mountPath", path);
  }
}
