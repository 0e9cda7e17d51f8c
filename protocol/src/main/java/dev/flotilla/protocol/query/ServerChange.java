// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What a deploy would do with one server.
 *
 * @param pod name of the pod and of the server in it
 * @param action what would be done
 * @param reason a short phrase
 */
public record ServerChange(String pod, Action action, String reason) {

  /** What would be done with a server. */
  public enum Action {
    /** It would start, for the first time or because its pod is missing. */
    CREATE,
    /** It would restart, once the previous ones are verified healthy. */
    ROLL,
    /** It would not be restarted. */
    KEEP;

    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
