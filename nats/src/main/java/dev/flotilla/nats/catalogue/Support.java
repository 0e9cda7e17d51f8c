// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether the NATS maintainers still release fixes for a line: the newest one and the one before.
 */
public enum Support {
  /** The newest line. */
  @JsonProperty("current")
  CURRENT,
  /** The line before it. */
  @JsonProperty("previous")
  PREVIOUS,
  /** No further fixes. */
  @JsonProperty("ended")
  ENDED
}
