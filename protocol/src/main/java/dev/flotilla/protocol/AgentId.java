// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The generated name of an agent: 26 characters of {@code [a-z0-9]}. It is part of subjects and of
 * user claims, so it is never text that a person chose.
 *
 * @param value the 26 characters
 */
public record AgentId(@JsonValue String value) {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{26}");

  /**
   * @throws IllegalArgumentException if the value is not 26 characters of {@code [a-z0-9]}
   */
  @JsonCreator
  public AgentId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an agent id is 26 characters of [a-z0-9], got '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
