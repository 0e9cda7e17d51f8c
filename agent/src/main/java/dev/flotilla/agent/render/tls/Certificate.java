// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.tls;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.tls.CertificateIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The requested certificate of the servers. */
public final class Certificate {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IP_4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  private Certificate() {}

  /**
   * The request for cert-manager.
   *
   * @throws IllegalArgumentException when the spec names no issuer
   */
  public static Manifest of(Blueprint blueprint) {
    CertificateIssuer issuer =
        Optional.ofNullable(blueprint.spec().access().tls().certificate().issuerRef())
            .orElseThrow(() -> new IllegalArgumentException("no issuer is named"));
    String name = blueprint.names().certificateSecret();
    Map<Boolean, List<String>> names =
        names(blueprint).stream().collect(Collectors.groupingBy(Certificate::isAddress));
    return new Manifest(
        Kind.CERTIFICATE,
        blueprint.metadata(name),
        Tree.object(
            "spec",
            Tree.object(
                "secretName", name,
                "dnsNames", names.get(false),
                "ipAddresses", names.get(true),
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
   * The names of a certificate: those of both Services and of every pod, in short and long form,
   * those by which listeners are reached from outside, and the user's own. DNS names, and IP
   * addresses where those are advertised.
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
    names.addAll(outside(blueprint.spec()));
    names.addAll(blueprint.spec().access().tls().certificate().dnsNames());
    return names.stream().distinct().toList();
  }

  /** Whether a certificate carries that name as an IP address. */
  public static boolean isAddress(String name) {
    return name.contains(":") || IP_4.matcher(name).matches();
  }

  /** Names that are advertised outside Kubernetes. */
  private static List<String> outside(NatsClusterSpec spec) {
    List<String> names = new ArrayList<>(spec.access().advertise().hosts());
    if (spec.access().exposure() != null && spec.access().exposure().dnsName() != null) {
      names.add(spec.access().exposure().dnsName());
    }
    if (spec.listeners().webSocket().enabled() && spec.listeners().webSocket().ingress() != null) {
      names.add(spec.listeners().webSocket().ingress().host());
    }
    return names;
  }
}
