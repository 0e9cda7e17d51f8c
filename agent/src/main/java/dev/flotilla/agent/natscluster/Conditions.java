// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.protocol.Code;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Creates conditions that keep the time of their last transition.
 *
 * @param previous conditions before this pass
 * @param generation generation that is judged
 * @param now the present
 */
record Conditions(List<Condition> previous, long generation, Instant now) {
  static final String ACCEPTED = "Accepted";
  static final String PROGRESSING = "Progressing";
  static final String READY = "Ready";
  static final String ADDONS = "Addons";
  static final String TRUST = "Trust";
  static final String STREAMS = "Streams";

  Condition of(String type, boolean status, Code code, String message) {
    return of(type, status, code.name(), message);
  }

  /**
   * A condition.
   *
   * @param code a code, whose CamelCase form becomes the reason, or a reason of Kubernetes
   */
  Condition of(String type, boolean status, String code, String message) {
    String text = status ? "True" : "False";
    String since =
        previous.stream()
            .filter(before -> before.type().equals(type) && before.status().equals(text))
            .map(Condition::lastTransitionTime)
            .findFirst()
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Condition(type, text, Code.reasonOf(code), message, since, generation);
  }
}
