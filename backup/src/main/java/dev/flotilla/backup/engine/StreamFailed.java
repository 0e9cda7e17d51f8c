// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.io.IOException;
import java.io.Serial;

/** One stream cannot be saved or restored, whatever becomes of the others. */
final class StreamFailed extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final ResultCode code;

  StreamFailed(ResultCode code, String message) {
    super(message);
    this.code = code;
  }

  StreamFailed(ResultCode code, Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.code = code;
  }

  ResultCode code() {
    return code;
  }
}
