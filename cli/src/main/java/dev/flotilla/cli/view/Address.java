// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.List;
import java.util.Map;

/** Finds the NatsCluster that a person means: any unique end of {@code member/namespace/name}. */
public final class Address {
  private Address() {}

  /**
   * Returns the one NatsCluster of that address.
   *
   * @throws Failure when there is none, or more than one
   */
  public static NatsClusterView resolve(String text, List<NatsClusterView> all) {
    List<NatsClusterView> matches =
        all.stream().filter(one -> ("/" + one.address()).endsWith("/" + text)).toList();
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    throw matches.isEmpty() ? none(text) : several(text, matches);
  }

  /** The same of all that the hub knows. */
  public static NatsClusterView resolve(String text, HubClient hub) {
    return resolve(text, Views.items(hub.list("/natsclusters", Map.of()), NatsClusterView.class));
  }

  /** Path of its resource at the hub. */
  public static String path(NatsClusterView cluster) {
    return path(cluster.member(), cluster.namespace(), cluster.name());
  }

  /** Path of the resource of a NatsCluster that may not exist yet. */
  public static String path(String member, String namespace, String name) {
    return "/natsclusters/%s/%s/%s"
        .formatted(
            HubClient.encoded(member), HubClient.encoded(namespace), HubClient.encoded(name));
  }

  private static Failure none(String text) {
    return Failure.invalid("No NatsCluster '" + text + "'", "See 'flotilla status'.");
  }

  private static Failure several(String text, List<NatsClusterView> matches) {
    List<String> addresses = matches.stream().map(NatsClusterView::address).toList();
    return Failure.invalid(
        "'" + text + "' is ambiguous", "Use one of: " + String.join(", ", addresses));
  }
}
