// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A key that signs users of an account. */
public sealed interface AccountSigningKey {
  /** Account public key. */
  String key();

  /** Its entry in {@code signing_keys}. */
  JsonNode json();

  /**
   * Signs users that carry their own permissions.
   *
   * @param key account public key
   */
  record Plain(String key) implements AccountSigningKey {
    @Override
    public JsonNode json() {
      return TextNode.valueOf(key);
    }
  }

  /**
   * Signs users whose permissions come from this template, so that changing them changes no user.
   * Editing the template disconnects every user of the key at once: add a new scoped key instead.
   *
   * @param key account public key
   * @param role name for people
   * @param template permissions; subjects may hold {@code {{name()}}}, {@code {{subject()}}},
   *     {@code {{tag(x)}}} and the like
   */
  record Scoped(String key, String role, UserPermissions template) implements AccountSigningKey {
    @Override
    public JsonNode json() {
      ObjectNode scope = JsonNodeFactory.instance.objectNode();
      scope.put("kind", "user_scope");
      scope.put("key", key);
      scope.put("role", role);
      scope.set("template", template.json());
      scope.put("description", "");
      return scope;
    }
  }
}
