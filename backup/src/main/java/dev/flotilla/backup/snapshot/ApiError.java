// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Serial;

/** The JetStream API refused a request. */
public final class ApiError extends IOException {
  /** The stream or consumer name is in use. */
  public static final int NAME_IN_USE = 10130;

  /** There is no such stream. */
  public static final int STREAM_NOT_FOUND = 10059;

  /** A snapshot cannot be made, for one of several reasons. */
  public static final int SNAPSHOT_FAILED = 10064;

  @Serial private static final long serialVersionUID = 1;

  private final int code;

  ApiError(String subject, JsonNode error) {
    super(
        subject
            + ": "
            + error.path("description").asText("no description")
            + " ("
            + error.path("code").asInt()
            + " / "
            + error.path("err_code").asInt()
            + ")");
    code = error.path("err_code").asInt();
  }

  /** The server's {@code err_code}. */
  public int code() {
    return code;
  }
}
