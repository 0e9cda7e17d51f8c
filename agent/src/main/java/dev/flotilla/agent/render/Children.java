// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The children that need no order and no gate between them: they are in place before the servers
 * are touched.
 */
public final class Children {
  private Children() {}

  /** Configuration and Services. The StatefulSet and the budget belong to the rolling engine. */
  public static List<Manifest> of(Blueprint blueprint) {
    List<Manifest> children = new ArrayList<>();
    children.add(Configuration.configMap(blueprint));
    children.add(Services.headless(blueprint));
    children.add(Services.client(blueprint));
    WebSocketEntry.ingress(blueprint).ifPresent(children::add);
    ExternalService.of(blueprint).ifPresent(children::add);
    return List.copyOf(children);
  }

  /**
   * Children that a document may ask for and this one does not: what was open must not stay open.
   */
  public static List<Surplus> surplus(Blueprint blueprint) {
    List<String> wanted = of(blueprint).stream().map(Manifest::name).toList();
    return Stream.of(
            new Surplus(Kind.INGRESS, blueprint.names().webSocketIngress()),
            new Surplus(Kind.SERVICE, blueprint.names().externalService()))
        .filter(child -> !wanted.contains(child.name()))
        .toList();
  }

  /**
   * A child that must not be.
   *
   * @param kind what it is
   * @param name its name
   */
  public record Surplus(Kind kind, String name) {}
}
