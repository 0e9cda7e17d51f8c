// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.trust;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How keys and credentials look as Secrets. */
final class TrustSecrets {
  /** Key of credentials in their Secret. */
  static final String CREDENTIALS = "user.creds";

  private static final String MAKER = "app.kubernetes.io/managed-by";
  private static final String AGENT = "flotilla-agent";

  private TrustSecrets() {}

  /** A Secret of one NatsCluster. */
  static Manifest secret(DataPlane dataPlane, String name, Map<String, String> data) {
    Map<String, Object> metadata =
        Tree.object(
            "name", name,
            "namespace", dataPlane.namespace(),
            "labels", Tree.object(MAKER, AGENT, Labels.CLUSTER, dataPlane.name()));
    return new Manifest(Kind.SECRET, metadata, Tree.object("type", "Opaque", "data", encoded(data)));
  }

  /** The same, deleted by Kubernetes with the NatsCluster. */
  static Manifest owned(Manifest secret, DataPlane dataPlane) {
    Map<String, Object> metadata = new TreeMap<>(secret.metadata());
    metadata.put("ownerReferences", List.of(dataPlane.owner()));
    return new Manifest(secret.kind(), metadata, secret.content());
  }

  /** Whether the agent made that Secret for that NatsCluster. */
  static boolean isOurs(Live secret, DataPlane dataPlane) {
    return secret.label(MAKER).equals(AGENT) && secret.label(Labels.CLUSTER).equals(dataPlane.name());
  }

  /** The content of a Secret in plain text. */
  static Map<String, String> plain(Live secret) {
    Map<String, String> plain = new TreeMap<>();
    if (Tree.at(secret.tree(), "data").orElse(null) instanceof Map<?, ?> data) {
      data.forEach(
          (key, value) ->
              plain.put(
                  String.valueOf(key),
                  new String(
                      Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8)));
    }
    return plain;
  }

  private static Map<String, Object> encoded(Map<String, String> data) {
    Map<String, Object> encoded = new TreeMap<>();
    data.forEach(
        (key, value) ->
            encoded.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return encoded;
  }
}
