// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;

/** The key store lacks something that the hub cannot do without. */
public final class KeyMissing extends IOException {
  private static final long serialVersionUID = 1L;

  KeyMissing(KeyFile file, String place) {
    super(
        "KEY_MISSING: %s is not in %s. Create a set of keys with 'init', or mount the existing keys of this hub."
            .formatted(file.fileName(), place));
  }
}
