// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.CertificateIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificate of the servers, as it is asked for. */
public final class Certificate {
  private Certificate() {}

  /**
   * The order for cert-manager.
   *
   * @throws IllegalArgumentException when the spec names no issuer
   */
  public static Manifest of(Blueprint blueprint) {
    CertificateIssuer issuer =
        Optional.ofNullable(blueprint.spec().tls().certificate().issuerRef())
            .orElseThrow(() -> new IllegalArgumentException("no issuer is named"));
    String name = blueprint.names().certificateSecret();
    return new Manifest(
        Kind.CERTIFICATE,
        blueprint.metadata(name),
        Tree.object(
            "spec",
            Tree.object(
                "secretName", name,
                "dnsNames", names(blueprint),
                "usages", List.of("digital signature", "server auth", "client auth"),
                "privateKey",
                    Tree.object(
                        "algorithm", "ECDSA",
                        "size", 256,
                        "encoding", "PKCS8",
                        "rotationPolicy", "Always"),
                "issuerRef",
                    Tree.object(
                        "name", issuer.name(),
                        "kind", issuer.kind(),
                        "group", issuer.group()))));
  }

  /**
   * The DNS names that a certificate carries: those of both Services and of every pod, as short and
   * as long as people write them, and the person's own.
   */
  public static List<String> names(Blueprint blueprint) {
    List<String> names = new ArrayList<>();
    String headless = blueprint.names().headlessService();
    for (String service : List.of(blueprint.name(), headless, "*." + headless)) {
      names.add(service);
      names.add(service + "." + blueprint.namespace());
      names.add(service + "." + blueprint.namespace() + ".svc");
      names.add(service + "." + blueprint.namespace() + ".svc.cluster.local");
    }
    names.add("localhost");
    names.addAll(blueprint.spec().tls().certificate().dnsNames());
    return names.stream().distinct().toList();
  }
}
