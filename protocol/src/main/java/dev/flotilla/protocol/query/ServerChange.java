// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What would become of one server.
 *
 * @param pod name of the pod and of the server in it
 * @param action what would happen to it
 * @param reason a few words for a person
 */
public record ServerChange(String pod, Action action, String reason) {

  /** What would happen to a server. */
  public enum Action {
    /** It would start for the first time, or again where its pod is missing. */
    CREATE,
    /** It would restart, after those before it are verified healthy. */
    ROLL,
    /** It would go on as it is. */
    KEEP;

    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
