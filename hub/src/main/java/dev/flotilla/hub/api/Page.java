// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.protocol.Code;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items the part
 * @param next what {@code after} must be to get the next part; null at the end
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String next) {
  private static final int MOST = 500;
  private static final int USUAL = 100;

  public Page {
    items = List.copyOf(items);
  }

  /** Everything at once. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }

  /** The first items of those that come after a cursor. */
  public static <T> Page<T> of(List<T> remaining, int limit, Function<T, String> cursor) {
    if (remaining.size() <= limit) {
      return whole(remaining);
    }
    List<T> items = remaining.subList(0, limit);
    return new Page<>(items, cursor.apply(items.getLast()));
  }

  /** The requested limit, within what is allowed. */
  public static int limit(@Nullable String asked) {
    return asked == null ? USUAL : Math.clamp(number("limit", asked), 1, MOST);
  }

  /** A number in the query; the framework itself would answer 404 to a text. */
  public static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw new RejectedCall(
          Rejection.invalid(
              name, Code.NOT_AN_INTEGER, "Not an integer.", "Send digits, or omit it."));
    }
  }
}
