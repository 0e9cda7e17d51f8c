// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change of a NatsCluster that the hub makes in the document that it has.
 *
 * @param verb last part of the path that it is requested by
 * @param body of the request
 * @param dryRun whether only its plan is asked for
 */
public record ChangeRequest(String verb, ObjectNode body, boolean dryRun) {
  /** A change that has neither parameters nor a plan. */
  public ChangeRequest(String verb) {
    this(verb, JsonNodeFactory.instance.objectNode(), false);
  }
}
