// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Definitions of the kinds that operators of other people bring, as far as the API server must know
 * them to store such an object. Nobody acts on it here.
 *
 * @param group API group
 * @param version of it
 * @param kind as manifests say it
 */
record Definitions(String group, String version, String kind) {

  /** Of cert-manager, the Prometheus operator and NACK. */
  static final String ALL =
      Stream.of(
              new Definitions("cert-manager.io", "v1", "Certificate"),
              new Definitions("monitoring.coreos.com", "v1", "PodMonitor"),
              new Definitions("jetstream.nats.io", "v1beta2", "Stream"))
          .map(Definitions::yaml)
          .collect(Collectors.joining());

  private String yaml() {
    var singular = kind.toLowerCase(java.util.Locale.ROOT);
    return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %1$ss.%2$s}
        spec:
          group: %2$s
          scope: Namespaced
          names: {kind: %3$s, singular: %1$s, plural: %1$ss}
          versions:
            - name: %4$s
              served: true
              storage: true
              schema:
                openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
        ---
        """
        .formatted(singular, group, kind, version);
  }
}
