// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.protocol.Problem;

/** The API server's response to a dry run. */
sealed interface DryRunResult {
  /** The change would be admitted, with this object as the result. */
  record Taken(Live result) implements DryRunResult {}

  /** The object would be deleted. */
  record Gone() implements DryRunResult {}

  /** The change would be refused, or was not requested. */
  record Refused(Problem problem) implements DryRunResult {}
}
