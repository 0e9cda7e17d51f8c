// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.service;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.cluster.exposure.Exposure;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The Service that exposes the servers outside Kubernetes. */
final class ExternalService {
  private static final String DNS_NAME = "external-dns.alpha.kubernetes.io/hostname";

  private ExternalService() {}

  static Optional<Manifest> of(Blueprint blueprint) {
    return Optional.ofNullable(blueprint.spec().access().exposure())
        .map(
            exposure ->
                new Manifest(
                    Kind.SERVICE,
                    blueprint.metadata(blueprint.names().externalService(), annotations(exposure)),
                    Tree.object("spec", spec(blueprint, exposure))));
  }

  private static Map<String, String> annotations(Exposure exposure) {
    Map<String, String> annotations = new TreeMap<>(exposure.annotations());
    if (exposure.dnsName() != null) {
      annotations.put(DNS_NAME, exposure.dnsName());
    }
    return annotations;
  }

  private static Map<String, Object> spec(Blueprint blueprint, Exposure exposure) {
    return Tree.object(
        "type",
        exposure.type(),
        "selector",
        Labels.selector(blueprint.name()),
        "loadBalancerClass",
        exposure.loadBalancerClass(),
        "loadBalancerSourceRanges",
        exposure.loadBalancerSourceRanges().isEmpty() ? null : exposure.loadBalancerSourceRanges(),
        "externalTrafficPolicy",
        exposure.externalTrafficPolicy(),
        "ports",
        ListenerPorts.ofService(blueprint.spec(), Set.copyOf(exposure.listeners())));
  }
}
