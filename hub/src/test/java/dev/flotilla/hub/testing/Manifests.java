// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

/** NatsCluster documents. */
public final class Manifests {
  private Manifests() {}

  /** A valid one. */
  public static String cluster(String namespace, String name, int replicas) {
    return withSpec(namespace, name, "\"version\":\"2.15.2\",\"replicas\":" + replicas);
  }

  /** One with these fields in its spec, as JSON. */
  public static String withSpec(String namespace, String name, String fields) {
    return """
        {"apiVersion":"flotilla.dev/v1alpha1","kind":"NatsCluster",
         "metadata":{"namespace":"%s","name":"%s"},"spec":{%s}}
        """
        .formatted(namespace, name, fields);
  }
}
