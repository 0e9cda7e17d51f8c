// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a set holds. */
public enum SetKind {
  /** All that there was. */
  @JsonProperty("full")
  FULL,
  /** What was stored since its base. */
  @JsonProperty("incremental")
  INCREMENTAL
}
