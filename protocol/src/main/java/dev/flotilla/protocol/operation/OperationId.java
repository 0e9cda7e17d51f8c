// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names an operation: a ULID in lower case, which is a DNS label as well, so the NatsOperation
 * carries it as its name.
 *
 * @param value 26 characters of {@code [a-z0-9]}
 */
public record OperationId(@JsonValue String value) {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{26}");

  /**
   * @throws IllegalArgumentException if the value is not 26 characters of {@code [a-z0-9]}
   */
  @JsonCreator
  public OperationId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an operation id is 26 characters of [a-z0-9], got '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
