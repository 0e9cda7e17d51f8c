// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.audit;

/**
 * Follows the chain row by row and remembers the first break.
 *
 * @param rows how many rows were good so far
 * @param lastSequence the sequence of the last good row; 0 before the first
 * @param lastHash its hash
 */
public record AuditChain(long rows, long lastSequence, String lastHash) {

  public static final AuditChain START = new AuditChain(0, 0, AuditRow.GENESIS);

  /** The result of verifying one more row. */
  public sealed interface Step {
    record Good(AuditChain chain) implements Step {}

    /** The chain ends here; the reason is a sentence for a person. */
    record Broken(long sequence, String reason) implements Step {}
  }

  public Step follow(AuditRow row) {
    long sequence = row.entry().sequence();
    if (sequence != lastSequence + 1) {
      return new Step.Broken(
          sequence,
          "row "
              + (lastSequence + 1)
              + " is missing or out of order: row "
              + sequence
              + " is in its place");
    }
    if (row.previousHash().isEmpty()) {
      return new Step.Broken(sequence, "row " + sequence + " was modified: it cannot be read");
    }
    if (!row.previousHash().equals(lastHash)) {
      return new Step.Broken(
          sequence, "row " + sequence + " is not chained to row " + lastSequence);
    }
    if (!row.intact()) {
      return new Step.Broken(
          sequence, "row " + sequence + " was modified: its hash does not match its content");
    }
    return new Step.Good(new AuditChain(rows + 1, sequence, row.hash()));
  }
}
