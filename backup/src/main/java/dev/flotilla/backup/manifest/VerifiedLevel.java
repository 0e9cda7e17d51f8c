// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a set was verified. */
public enum VerifiedLevel {
  /** The storage has taken it all. */
  @JsonProperty("written")
  WRITTEN,
  /** Decrypted and decoded to the end, and compared with the manifest. */
  @JsonProperty("decoded")
  DECODED,
  /** Restored into a server, and compared with the manifest. */
  @JsonProperty("restored")
  RESTORED
}
