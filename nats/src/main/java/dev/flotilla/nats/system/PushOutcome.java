// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How a push of account claims ended. */
public sealed interface PushOutcome {
  /**
   * Every server has stored exactly these claims.
   *
   * @param servers names, sorted
   */
  record Pushed(List<String> servers) implements PushOutcome {}

  /**
   * Some servers did not prove that they have them: push again.
   *
   * @param servers names that listed the account
   * @param equalCopies stored copies that are equal to what was pushed
   * @param expected number of servers
   */
  record Incomplete(List<String> servers, int equalCopies, int expected) implements PushOutcome {}

  /**
   * A server refused the claims.
   *
   * @param reasons in the server's words, by its name
   */
  record Refused(Map<String, String> reasons) implements PushOutcome {}

  /**
   * A server has newer claims of the account; nothing was pushed, since older claims would bring
   * back what was revoked.
   *
   * @param storedAt when the newer ones were issued
   */
  record OlderThanStored(Instant storedAt) implements PushOutcome {}
}
