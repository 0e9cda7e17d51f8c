// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A snapshot was not begun, or ended before it was complete. */
public final class SnapshotFailed extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** There is no such stream. */
    NOT_FOUND,

    /** The server refused it, or could not read the stream to its end. */
    SERVER_ERROR,

    /**
     * Another snapshot of the stream went on for too long; servers before 2.15 make one at once.
     */
    IN_PROGRESS,

    /** No server answered. */
    NO_ANSWER,

    /** The server did not see acknowledgements in time. */
    FLOW_CONTROL,

    /** The server saw no subscription for the chunks. */
    NO_INTEREST,

    /** The connection was lost meanwhile. */
    CONNECTION_LOST,

    /** Another server leads the stream, and the first one sends nothing more. */
    LEADER_LOST,

    /** Nothing came for too long, and the reason is unknown. */
    SILENT,

    /** A chunk is missing. */
    CHUNK_LOST
  }

  SnapshotFailed(Reason reason, String message) {
    this(reason, message, null);
  }

  SnapshotFailed(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
