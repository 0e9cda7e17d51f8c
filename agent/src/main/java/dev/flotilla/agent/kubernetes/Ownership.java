// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a live object still has something that its applier no longer wants. The API server keeps
 * the fields that a manager applied in {@code metadata.managedFields}, as a tree of {@code
 * f:<field>}, {@code k:<keys of a list element>} and {@code v:<element of a set>} (Kubernetes
 * "Server-Side Apply", structured-merge-diff {@code fieldpath}); the next apply removes what it
 * leaves out.
 */
final class Ownership {
  private static final String FIELD = "f:";
  private static final String ELEMENT = "k:";
  private static final String VALUE = "v:";

  private Ownership() {}

  /** True when that manager has applied a field that the desired tree lacks. */
  static boolean exceeds(Live live, String manager, Map<String, Object> wanted) {
    return Tree.list(live.tree(), "metadata", "managedFields").stream()
        .filter(entry -> Tree.text(entry, "manager").equals(manager))
        .filter(entry -> Tree.text(entry, "operation").equals("Apply"))
        .filter(entry -> Tree.text(entry, "subresource").isEmpty())
        .anyMatch(entry -> exceeds(Tree.at(entry, "fieldsV1").orElse(Map.of()), wanted));
  }

  private static boolean exceeds(@Nullable Object owned, @Nullable Object wanted) {
    return owned instanceof Map<?, ?> fields
        && fields.entrySet().stream()
            .anyMatch(field -> exceeds(field.getKey().toString(), field.getValue(), wanted));
  }

  private static boolean exceeds(String key, @Nullable Object below, @Nullable Object wanted) {
    String name = key.substring(Math.min(FIELD.length(), key.length()));
    if (key.startsWith(FIELD)) {
      return Tree.at(wanted, name).map(value -> exceeds(below, value)).orElse(true);
    }
    if (key.startsWith(ELEMENT)) {
      Map<?, ?> keys = Json.read(name.getBytes(StandardCharsets.UTF_8), Map.class);
      return elements(wanted).stream()
          .filter(element -> isKeyed(element, keys))
          .findFirst()
          .map(element -> exceeds(below, element))
          .orElse(true);
    }
    return key.startsWith(VALUE)
        && !elements(wanted)
            .contains(Json.read(name.getBytes(StandardCharsets.UTF_8), Object.class));
  }

  private static List<?> elements(@Nullable Object wanted) {
    return wanted instanceof List<?> list ? list : List.of();
  }

  /** A key that the element does not state has its default, such as the protocol of a port. */
  private static boolean isKeyed(Object element, Map<?, ?> keys) {
    return keys.entrySet().stream()
        .allMatch(
            key ->
                Tree.at(element, key.getKey())
                    .map(value -> Coverage.covers(key.getValue(), value))
                    .orElse(true));
  }
}
