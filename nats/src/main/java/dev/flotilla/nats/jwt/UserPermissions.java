// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a user may do, in its own claims or in the template of a scoped key.
 *
 * @param publish where it may publish
 * @param subscribe where it may subscribe; a queue group may follow a subject after a space
 * @param subscriptions most subscriptions of one connection; -1 for no limit
 * @param payload most bytes of one message; -1 for no limit
 * @param connectionTypes such as {@code STANDARD} and {@code WEBSOCKET}; empty for every type
 */
public record UserPermissions(
    Permission publish,
    Permission subscribe,
    long subscriptions,
    long payload,
    Set<String> connectionTypes) {
  /** Everything in the account. */
  public static final UserPermissions ALL =
      new UserPermissions(Permission.ALL, Permission.ALL, -1, -1, Set.of());

  public UserPermissions {
    connectionTypes = Set.copyOf(connectionTypes);
  }

  /** These subjects and no other limit. */
  public static UserPermissions of(Permission publish, Permission subscribe) {
    return new UserPermissions(publish, subscribe, -1, -1, Set.of());
  }

  ObjectNode json() {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    template.set("pub", publish.json());
    template.set("sub", subscribe.json());
    template.put("subs", subscriptions);
    template.put("data", AccountLimits.NO_LIMIT);
    template.put("payload", payload);
    if (!connectionTypes.isEmpty()) {
      List<String> sorted = List.copyOf(new TreeSet<>(connectionTypes));
      sorted.forEach(template.putArray("allowed_connection_types")::add);
    }
    return template;
  }
}
