// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.protocol.Problem;

/** What the API server said to a change that it was not to store. */
sealed interface Attempt {
  /** It would take it, and the object would be this. */
  record Taken(Live result) implements Attempt {}

  /** It would delete the object. */
  record Gone() implements Attempt {}

  /** It would not take it, or was not asked. */
  record Refused(Problem problem) implements Attempt {}
}
