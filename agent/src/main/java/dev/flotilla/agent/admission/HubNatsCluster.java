// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Map;

/** A NatsCluster as written from the hub's documents. */
public final class HubNatsCluster {
  private HubNatsCluster() {}

  /**
   * The resource of a document.
   *
   * @param body JSON of the document
   * @param revision of the document, as text
   * @throws java.io.UncheckedIOException when the body cannot be read
   */
  public static Manifest of(ResourceKey key, byte[] body, String revision) {
    Map<?, ?> document = Json.read(body, Map.class);
    return new Manifest(
        Kind.NATS_CLUSTER,
        metadata(key, key.name(), revision),
        Tree.object("spec", document.get("spec")));
  }

  /** Revision of the hub's document that a resource shows; 0 when it shows none. */
  static long revision(Live present) {
    String text = present.annotation(Labels.REVISION);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** A field that the document sets has another owner in this cluster. */
  public static Problem conflict(ResourceKey key) {
    return new Problem(
        Code.FIELD_CONFLICT,
        "another field manager owns fields of NatsCluster " + key.namespace() + "/" + key.name(),
        "Release the fields with kubectl apply --server-side, or manage the NatsCluster locally.");
  }

  static Map<String, Object> metadata(ResourceKey key, String cluster, String revision) {
    return Tree.object(
        "name", key.name(),
        "namespace", key.namespace(),
        "labels", Tree.object(Labels.MANAGED_BY, Labels.HUB, Labels.CLUSTER, cluster),
        "annotations", Tree.object(Labels.REVISION, revision));
  }
}
