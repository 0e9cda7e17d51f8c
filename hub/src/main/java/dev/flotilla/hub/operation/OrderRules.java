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
   * The operation that stands for a draft, because it has brought about, or is about to bring
   * about, the very same.
   *
   * @param ledger of the agent, at the moment of the decision
   */
  Optional<Operation> standsFor(Draft draft, Ledger ledger, Instant now);
}
