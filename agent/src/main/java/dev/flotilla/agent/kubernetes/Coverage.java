// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.nats.document.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a live object already is as desired. Fields that only the live object has are defaults or
 * another owner's and do not count; the API server rewrites quantities ({@code 1024Mi} becomes
 * {@code 1Gi}), so equal amounts are equal.
 */
public final class Coverage {
  private Coverage() {}

  /** True when the live tree has every desired value. */
  public static boolean covers(@Nullable Object live, @Nullable Object wanted) {
    return switch (wanted) {
      case null -> true;
      case Map<?, ?> map -> coversMap(live, map);
      case List<?> list -> coversList(live, list);
      case Number number ->
          live instanceof Number other && decimal(number).compareTo(decimal(other)) == 0;
      default -> wanted.equals(live) || equalAmounts(live, wanted);
    };
  }

  private static boolean coversMap(@Nullable Object live, Map<?, ?> wanted) {
    Map<?, ?> present = live instanceof Map<?, ?> map ? map : Map.of();
    return (live != null || wanted.isEmpty())
        && wanted.entrySet().stream()
            .allMatch(entry -> covers(present.get(entry.getKey()), entry.getValue()));
  }

  private static boolean coversList(@Nullable Object live, List<?> wanted) {
    List<?> present = live instanceof List<?> list ? list : List.of();
    if (present.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!covers(present.get(i), wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalAmounts(@Nullable Object live, Object wanted) {
    if (live == null) {
      return false;
    }
    Optional<Quantity> left = Quantity.parse(live.toString());
    Optional<Quantity> right = Quantity.parse(wanted.toString());
    return left.isPresent()
        && right.isPresent()
        && left.get().amount().compareTo(right.get().amount()) == 0;
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }
}
