// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain trees of maps, lists and scalars, as JSON has them; maps keep the order in which they were
 * written.
 */
public final class Tree {
  private Tree() {}

  /**
   * A map of the given keys and values in turn; a key whose value is null is left out.
   *
   * @throws IllegalArgumentException when a key has no value
   */
  public static Map<String, Object> object(@Nullable Object... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a key without a value");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (value != null) {
        map.put(String.valueOf(keysAndValues[i]), value);
      }
    }
    return map;
  }

  /** The value at a path of map keys and list indexes; empty where the path leaves the tree. */
  public static Optional<Object> at(@Nullable Object tree, Object... path) {
    Object here = tree;
    for (Object step : path) {
      here = child(here, step);
    }
    return Optional.ofNullable(here);
  }

  /** The text at the path, or the empty string. */
  public static String text(@Nullable Object tree, Object... path) {
    return at(tree, path).map(String::valueOf).orElse("");
  }

  /** The whole number at the path, or zero. */
  public static long number(@Nullable Object tree, Object... path) {
    return at(tree, path).map(value -> value instanceof Number n ? n.longValue() : 0L).orElse(0L);
  }

  /** True when the value at the path is {@code true}. */
  public static boolean flag(@Nullable Object tree, Object... path) {
    return at(tree, path).map(Boolean.TRUE::equals).orElse(false);
  }

  /** The list at the path, or an empty one. */
  public static List<?> list(@Nullable Object tree, Object... path) {
    return at(tree, path)
        .map(value -> value instanceof List<?> list ? list : List.of())
        .orElse(List.of());
  }

  private static @Nullable Object child(@Nullable Object tree, Object step) {
    return switch (tree) {
      case Map<?, ?> map -> map.get(step);
      case List<?> list when step instanceof Integer i && i >= 0 && i < list.size() -> list.get(i);
      case null, default -> null;
    };
  }
}
