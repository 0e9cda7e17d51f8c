// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.util.List;
import java.util.function.Function;

/**
 * Something that was read, or why it could not be.
 *
 * @param <T> what was found
 */
sealed interface Reading<T> {
  /** It was read. */
  record Seen<T>(T value) implements Reading<T> {}

  /**
   * It could not be read.
   *
   * @param why a clause, such as {@code the agent may not list storageclasses}
   */
  record Unseen<T>(String why) implements Reading<T> {}

  /** Judges what was found; what could not be read is reported as not checked. */
  default List<PreflightCheck> judged(Code code, Function<T, List<PreflightCheck>> judge) {
    return switch (this) {
      case Seen<T>(var value) -> judge.apply(value);
      case Unseen<T>(var why) ->
          List.of(
              new PreflightCheck(
                  code,
                  PreflightCheck.Result.NOT_CHECKED,
                  why,
                  "Set preflight.clusterRead of the agent's chart to true, or check it yourself."));
    };
  }
}
