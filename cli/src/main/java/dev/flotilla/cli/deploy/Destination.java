// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.AgentView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a NatsCluster.
 *
 * @param member the one that was named, or the only one
 * @param namespace in it
 * @param name of the NatsCluster
 */
record Destination(String member, String namespace, String name) {
  static Destination of(Manifest manifest, @Nullable String member, HubClient hub) {
    return new Destination(
        member == null ? onlyMember(hub) : member, manifest.namespace(), manifest.name());
  }

  /** Its resource at the hub. */
  String path() {
    return Address.path(member, namespace, name);
  }

  /** {@code member/namespace/name}. */
  String address() {
    return member + "/" + namespace + "/" + name;
  }

  private static String onlyMember(HubClient hub) {
    List<String> members =
        Views.items(hub.list("/agents", Map.of()), AgentView.class).stream()
            .filter(AgentView::accepted)
            .map(AgentView::member)
            .toList();
    if (members.size() == 1) {
      return members.getFirst();
    }
    throw Failure.invalid(
        members.isEmpty() ? "The fleet has no accepted agent" : "The fleet has several members",
        members.isEmpty()
            ? "See 'flotilla agents list', then 'flotilla agents accept MEMBER'."
            : "Pass --member with one of: " + String.join(", ", members));
  }
}
