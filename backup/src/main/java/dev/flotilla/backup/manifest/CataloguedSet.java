// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.time.Instant;
import java.util.Optional;

/** A set as a storage has it. */
public sealed interface CataloguedSet {
  /** What it is called. */
  SetName name();

  /** When it was started, by its id. */
  default Instant started() {
    return SetId.start(name().id()).orElseThrow();
  }

  /**
   * A finished one.
   *
   * @param signer id of the key
   * @param trusted false when the key is not known here
   * @param verification the furthest sound one by a known key
   */
  record Complete(
      SetSummary summary, String signer, boolean trusted, Optional<Verification> verification)
      implements CataloguedSet {
    @Override
    public SetName name() {
      return summary.name();
    }
  }

  /** One without a manifest: in progress, crashed, or half removed. */
  record Incomplete(SetName name) implements CataloguedSet {}

  /** One whose manifest cannot be used. */
  record Damaged(SetName name, Damage damage) implements CataloguedSet {}
}
