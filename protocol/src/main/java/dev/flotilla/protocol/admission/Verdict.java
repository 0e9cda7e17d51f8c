// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.admission;

import dev.flotilla.protocol.Problem;

/**
 * What an agent decides about something signed that it received.
 *
 * @param <T> what was signed
 */
public sealed interface Verdict<T> {

  /** New and valid: take it in. */
  record Admitted<T>(T value) implements Verdict<T> {}

  /** Valid and already known: nothing to do. */
  record Unchanged<T>(T value) implements Verdict<T> {}

  /** Not valid: nothing of it may have an effect. */
  record Refused<T>(Problem problem) implements Verdict<T> {}
}
