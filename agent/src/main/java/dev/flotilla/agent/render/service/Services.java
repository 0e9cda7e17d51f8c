// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.service;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All objects that make the servers reachable, inside Kubernetes and from outside. */
public final class Services {
  private Services() {}

  /** All that the spec requests. */
  public static List<Manifest> of(Blueprint blueprint) {
    List<Manifest> services = new ArrayList<>();
    services.add(InternalServices.headless(blueprint));
    services.add(InternalServices.client(blueprint));
    Ingress.of(blueprint).ifPresent(services::add);
    ExternalService.of(blueprint).ifPresent(services::add);
    return List.copyOf(services);
  }

  /**
   * Objects that a spec may request and this one does not: an exposure that is removed must end.
   */
  public static List<Surplus> surplus(Blueprint blueprint) {
    List<String> wanted = of(blueprint).stream().map(Manifest::name).toList();
    return Stream.of(
            new Surplus(Kind.INGRESS, blueprint.names().webSocketIngress()),
            new Surplus(Kind.SERVICE, blueprint.names().externalService()))
        .filter(surplus -> !wanted.contains(surplus.name()))
        .toList();
  }

  /**
   * An object that must not exist.
   *
   * @param kind its kind
   * @param name its name
   */
  public record Surplus(Kind kind, String name) {}
}
