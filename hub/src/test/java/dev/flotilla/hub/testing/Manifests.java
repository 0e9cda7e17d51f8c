// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

/** NatsCluster documents. */
public final class Manifests {
  private static final String RECIPIENT =
      "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudjphdsqvl5a8j";

  private Manifests() {}

  /** A valid one. */
  public static String cluster(String namespace, String name, int replicas) {
    return withSpec(namespace, name, "\"version\":\"2.15.2\",\"replicas\":" + replicas);
  }

  /** A valid NatsBackup of a NatsCluster. */
  public static String backup(String namespace, String name, String cluster) {
    return job("NatsBackup", namespace, name, cluster)
        .formatted("\"recipients\":[\"" + RECIPIENT + "\"]");
  }

  /** A valid NatsRestore into a NatsCluster. */
  public static String restore(String namespace, String name, String cluster) {
    return job("NatsRestore", namespace, name, cluster)
        .formatted("\"set\":\"latest\",\"identitySecret\":{\"name\":\"identity\"}");
  }

  private static String job(String kind, String namespace, String name, String cluster) {
    return """
        {"apiVersion":"flotilla.dev/v1alpha1","kind":"%s",
         "metadata":{"namespace":"%s","name":"%s"},
         "spec":{"cluster":"%s","storage":{"volumeClaim":{"claimName":"backups"}},%%s}}
        """
        .formatted(kind, namespace, name, cluster);
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
