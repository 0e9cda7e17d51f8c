// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.SetFacts;

/**
 * The object: the specification of the agent, and the status of the controller.
 *
 * @param spec what was applied
 * @param status what the controller last said
 * @param version changes with every write
 */
record StatefulSet(Spec spec, Status status, long version) {
  record Spec(Template template, int replicas, int partition, long generation) {}

  record Status(long observedGeneration, Template current, Template update) {}

  static StatefulSet created(Template template, int replicas, int partition) {
    return new StatefulSet(
        new Spec(template, replicas, partition, 1), new Status(0, template, template), 1);
  }

  StatefulSet applied(Template template, int partition) {
    return new StatefulSet(
        new Spec(template, template.servers(), partition, spec.generation() + 1),
        status,
        version + 1);
  }

  StatefulSet with(Status seen) {
    return seen.equals(status) ? this : new StatefulSet(spec, seen, version + 1);
  }

  /** The controller has seen it, and nothing is left to roll. */
  boolean settled() {
    return status.observedGeneration() == spec.generation() && spec.partition() == spec.replicas();
  }

  SetFacts facts() {
    return new SetFacts(
        spec.partition(),
        spec.replicas(),
        spec.generation(),
        status.observedGeneration(),
        status.observedGeneration() == 0 ? "" : status.current().revision(),
        status.observedGeneration() == 0 ? "" : status.update().revision());
  }
}
