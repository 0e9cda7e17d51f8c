// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.enrolment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Trust in an agent, as decided by an administrator. */
public enum AgentState {
  PENDING,
  ACCEPTED,
  REVOKED;

  @JsonValue
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static AgentState parse(String token) {
    return valueOf(token.toUpperCase(Locale.ROOT));
  }
}
