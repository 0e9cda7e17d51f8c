// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.io.Serial;

/** The whole task cannot go on; the message is a sentence for a person. */
final class TaskFailed extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final ResultCode code;

  TaskFailed(ResultCode code, String message) {
    super(message);
    this.code = code;
  }

  TaskFailed(ResultCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  Result result() {
    return Result.failed(code.name(), String.valueOf(getMessage()));
  }
}
