// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import java.util.Set;

/**
 * How far an agent's log was folded.
 *
 * @param sequence of the last line; 0 before the first
 * @param lines since the last checkpoint, or since the beginning
 * @param revised sequence of the last line that changed the revision; 0 for none since the last
 *     checkpoint
 * @param checkpoint sequence of the last checkpoint; 0 for none
 * @param surplus whether lines from before that checkpoint were still there
 * @param documents that this checkpoint refers to
 */
record Tail(
    long sequence,
    int lines,
    long revised,
    long checkpoint,
    boolean surplus,
    Set<DocumentId> documents) {
  static final Tail BEGINNING = new Tail(0, 0, 0, 0, false, Set.of());

  Tail {
    documents = Set.copyOf(documents);
  }

  Tail line(long next) {
    return new Tail(next, lines + 1, revised, checkpoint, surplus, documents);
  }

  Tail revision(long next) {
    return new Tail(next, lines + 1, next, checkpoint, surplus, documents);
  }

  Tail checkpoint(long next, Set<DocumentId> referredTo) {
    return new Tail(next, 0, 0, next, sequence > 0, referredTo);
  }
}
