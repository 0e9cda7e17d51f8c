// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.retention;

import dev.flotilla.backup.manifest.CataloguedSet;
import dev.flotilla.backup.manifest.Verification;
import dev.flotilla.backup.manifest.VerifiedLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What retention must know of a set.
 *
 * @param level how far it was verified
 * @param base id of the set it continues
 */
public record Candidate(
    String id, Instant started, State state, VerifiedLevel level, @Nullable String base) {
  /** Whether it can be restored. */
  public enum State {
    /** It has its manifest. */
    COMPLETE,
    /** It has none yet, or none any more. */
    INCOMPLETE,
    /** Its manifest cannot be read, at least now and here. */
    DAMAGED
  }

  /** A set as a catalogue has it. */
  public static Candidate of(CataloguedSet set) {
    return switch (set) {
      case CataloguedSet.Complete complete ->
          new Candidate(
              set.name().id(),
              set.started(),
              State.COMPLETE,
              complete.verification().map(Verification::level).orElse(VerifiedLevel.WRITTEN),
              complete.summary().base());
      case CataloguedSet.Incomplete incomplete ->
          new Candidate(
              set.name().id(), set.started(), State.INCOMPLETE, VerifiedLevel.WRITTEN, null);
      case CataloguedSet.Damaged damaged ->
          new Candidate(set.name().id(), set.started(), State.DAMAGED, VerifiedLevel.WRITTEN, null);
    };
  }

  boolean isComplete() {
    return state == State.COMPLETE;
  }
}
