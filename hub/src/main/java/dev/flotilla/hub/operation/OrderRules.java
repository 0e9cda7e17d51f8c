// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import java.time.Instant;
import java.util.Optional;

/**
 * What is special about one type of order when it is requested. Pure: asked again whenever another
 * writer was faster.
 */
public interface OrderRules {

  /** An order that is carried out each time that it is requested. */
  OrderRules ALWAYS = (_, _, _) -> Optional.empty();

  /**
   * The operation that makes a draft redundant: it has had the same effect, or is about to have it.
   *
   * @param ledger of the agent, at the moment of the decision
   */
  Optional<Operation> standsFor(Draft draft, Ledger ledger, Instant now);
}
