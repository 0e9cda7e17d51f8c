// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.answer;

import java.util.function.Function;

/**
 * The result of a call.
 *
 * @param <T> what it gives when it was carried out
 */
public sealed interface Answer<T> {
  /** Carried out. */
  record Given<T>(T value) implements Answer<T> {}

  /** Not carried out. */
  record Rejected<T>(Rejection rejection) implements Answer<T> {}

  /** Goes on with the value, or keeps the rejection. */
  default <R> Answer<R> then(Function<T, Answer<R>> next) {
    return switch (this) {
      case Given<T>(var value) -> next.apply(value);
      case Rejected<T>(var rejection) -> new Rejected<>(rejection);
    };
  }
}
