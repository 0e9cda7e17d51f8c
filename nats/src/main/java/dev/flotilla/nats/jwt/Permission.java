// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Subjects that are allowed and denied in one direction. Nothing allowed and nothing denied means
 * everything.
 *
 * @param allow subjects, wildcards included
 * @param deny subjects; they win over allowed ones
 */
public record Permission(List<String> allow, List<String> deny) {
  /** Everything. */
  public static final Permission ALL = new Permission(List.of(), List.of());

  /** Nothing. */
  public static final Permission NONE = new Permission(List.of(), List.of(">"));

  public Permission {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** Only these subjects. */
  public static Permission only(String... subjects) {
    return new Permission(List.of(subjects), List.of());
  }

  ObjectNode json() {
    ObjectNode permission = JsonNodeFactory.instance.objectNode();
    if (!allow.isEmpty()) {
      allow.forEach(permission.putArray("allow")::add);
    }
    if (!deny.isEmpty()) {
      deny.forEach(permission.putArray("deny")::add);
    }
    return permission;
  }
}
