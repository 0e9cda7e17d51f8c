// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.rights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * An owner of fields of an object.
 *
 * @param manager as the object's managed fields say
 * @param part the subresource that the fields were written by; empty for the object itself
 * @param object by kind, namespace and name
 */
record FieldOwner(String manager, String part, String object) {

  /** All owners of objects of a member, in every namespace. */
  static List<FieldOwner> of(Member member, String kinds, String selector) {
    var owners = new ArrayList<FieldOwner>();
    var objects = member.get(kinds, "-A", "-l", selector, "--show-managed-fields");
    for (JsonNode object : objects.path("items")) {
      var name =
          String.join(
              " ",
              object.path("kind").asText(),
              object.at("/metadata/namespace").asText(),
              object.at("/metadata/name").asText());
      for (JsonNode entry : object.at("/metadata/managedFields")) {
        owners.add(
            new FieldOwner(
                entry.path("manager").asText(), entry.path("subresource").asText(), name));
      }
    }
    return owners;
  }

  boolean isAgent() {
    return manager.equals("flotilla-agent") && part.isEmpty();
  }

  boolean ofStatus() {
    return part.equals("status");
  }
}
