// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import java.io.IOException;
import java.io.Serial;

/** A restore ended before it was complete; the cause says why. */
public final class RestoreFailed extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final Cleanup cleanup;

  /** What became of what it had created. */
  public enum Cleanup {
    /** The server refused to begin. */
    NOTHING_CREATED("nothing was created"),

    /** The stream was deleted, or never came to be. */
    DELETED("what was restored of it is deleted"),

    /**
     * No server confirmed the deletion in time: a stream with a part of the messages, or none, may
     * be there and accept messages.
     */
    UNCONFIRMED("its deletion is not confirmed: delete the stream");

    private final String words;

    Cleanup(String words) {
      this.words = words;
    }
  }

  RestoreFailed(String stream, Cleanup cleanup, Throwable cause) {
    super("restore of " + stream + ": " + cause.getMessage() + "; " + cleanup.words, cause);
    this.cleanup = cleanup;
  }

  public Cleanup cleanup() {
    return cleanup;
  }
}
