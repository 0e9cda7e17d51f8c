// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import java.util.List;

/** What became of a list of recipients. */
public sealed interface ParsedRecipients {
  /** All can be encrypted to. */
  record Accepted(Recipients recipients) implements ParsedRecipients {}

  /** At least one cannot, so that none is used. */
  record Refused(List<RefusedRecipient> recipients) implements ParsedRecipients {
    /** Keeps its own list. */
    public Refused {
      recipients = List.copyOf(recipients);
    }
  }
}
