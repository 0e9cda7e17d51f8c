// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.admission;

import dev.flotilla.protocol.Problem;
import java.util.Optional;

/**
 * An agent's decision about a signed message.
 *
 * @param <T> what was signed
 */
public sealed interface Verdict<T> {

  /** What was signed; empty when it is not valid. */
  default Optional<T> valid() {
    return switch (this) {
      case Admitted<T>(var value) -> Optional.of(value);
      case Unchanged<T>(var value) -> Optional.of(value);
      case Refused<T> _ -> Optional.empty();
    };
  }

  /** New and valid: admit it. */
  record Admitted<T>(T value) implements Verdict<T> {}

  /** Valid and already known: nothing to do. */
  record Unchanged<T>(T value) implements Verdict<T> {}

  /** Not valid: no part of it may have an effect. */
  record Refused<T>(Problem problem) implements Verdict<T> {}
}
