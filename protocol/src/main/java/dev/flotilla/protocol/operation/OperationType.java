// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What can be asked of a member. Closed: there is no operation that runs what it is given. */
public enum OperationType {
  /** Make a NatsCluster what its document says. */
  DEPLOY;

  @JsonValue
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such type
   */
  @JsonCreator
  public static OperationType parse(String token) {
    return Arrays.stream(values())
        .filter(type -> type.token().equals(token))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no operation type '" + token + "'"));
  }
}
