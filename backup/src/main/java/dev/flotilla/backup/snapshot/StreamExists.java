// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import java.io.IOException;
import java.io.Serial;

/**
 * A stream of that name exists, or a restore that was cut has left one which {@code STREAM.INFO}
 * does not show. Nothing was changed.
 */
public final class StreamExists extends IOException {
  @Serial private static final long serialVersionUID = 1;

  StreamExists(String stream, ApiError refused) {
    super("a stream " + stream + " exists; a restore never replaces one", refused);
  }
}
