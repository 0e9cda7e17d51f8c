// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;

/** The key store lacks something that the hub cannot do without. */
public final class KeyMissing extends IOException {
  private static final long serialVersionUID = 1L;

  KeyMissing(KeyFile file, String place) {
    super(
        "KEY_MISSING: %s is not in %s. Make a set of keys with 'init', or mount the one that this hub was made with."
            .formatted(file.fileName(), place));
  }
}
