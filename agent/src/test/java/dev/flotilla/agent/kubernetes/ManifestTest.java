// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import static dev.flotilla.agent.kubernetes.Tree.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
  /**
   * As an API server stores it, with a default protocol, one of our labels and one of another
   * manager.
   */
  private static final Live LIVE =
      new Live(
          Kind.STATEFUL_SET,
          tree(
              """
              {"apiVersion": "apps/v1", "kind": "StatefulSet",
               "metadata": {"name": "orders", "labels": {"team": "shop", "theirs": "yes"},
                 "managedFields": [
                   {"manager": "flotilla-agent", "operation": "Apply", "fieldsV1": {
                     "f:metadata": {"f:labels": {"f:team": {}}},
                     "f:spec": {"f:nodeSelector": {"f:disk": {}},
                       "f:containers": {"k:{\\"name\\":\\"nats\\"}": {".": {}, "f:name": {},
                         "f:ports": {"k:{\\"containerPort\\":4222,\\"protocol\\":\\"TCP\\"}":
                           {".": {}, "f:containerPort": {}}}}},
                       "f:finalizers": {"v:\\"kept\\"": {}}}}},
                   {"manager": "flotilla-agent", "operation": "Apply", "subresource": "status",
                     "fieldsV1": {"f:status": {"f:ready": {}}}},
                   {"manager": "kubectl", "operation": "Update", "fieldsV1": {
                     "f:metadata": {"f:labels": {"f:theirs": {}}}}}]},
               "spec": {"nodeSelector": {"disk": "ssd"}, "finalizers": ["kept"],
                 "containers": [{"name": "nats",
                   "ports": [{"containerPort": 4222, "protocol": "TCP"}]}]},
               "status": {"ready": 1}}
              """));

  private static final Map<String, Object> PORT = object("containerPort", 4222);
  private static final Map<String, Object> NATS = object("name", "nats", "ports", List.of(PORT));

  @Test
  void fieldsOfOthersDefaultsAndStatusDoNotCount() {
    assertThat(manifest(object("team", "shop"), spec(NATS)).isCoveredBy(LIVE)).isTrue();
  }

  @Test
  void fieldThatIsNotWantedAnyMoreIsSeen() {
    var spec = spec(NATS);
    spec.remove("nodeSelector");

    assertThat(manifest(object("team", "shop"), spec).isCoveredBy(LIVE)).isFalse();
    assertThat(manifest(object(), spec(NATS)).isCoveredBy(LIVE)).isFalse();
  }

  @Test
  void elementThatIsNotWantedAnyMoreIsSeen() {
    var spec = spec(NATS);
    spec.remove("finalizers");

    assertThat(manifest(object("team", "shop"), spec).isCoveredBy(LIVE)).isFalse();
    assertThat(manifest(object("team", "shop"), spec(object("name", "nats"))).isCoveredBy(LIVE))
        .isFalse();
  }

  private static Map<String, Object> spec(Map<String, Object> container) {
    return object(
        "nodeSelector",
        object("disk", "ssd"),
        "finalizers",
        List.of("kept"),
        "containers",
        List.of(container));
  }

  private static Manifest manifest(Map<String, Object> labels, Map<String, Object> spec) {
    return new Manifest(
        Kind.STATEFUL_SET, object("name", "orders", "labels", labels), object("spec", spec));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
  }
}
