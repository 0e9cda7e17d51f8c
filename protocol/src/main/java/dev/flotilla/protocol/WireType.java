// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The discriminator of a variant on the wire: the {@link JsonTypeName} of its record. */
public final class WireType {

  private WireType() {}

  /**
   * Returns the word of a record.
   *
   * @throws IllegalArgumentException if its class has none
   */
  public static String of(Object value) {
    JsonTypeName name = value.getClass().getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalArgumentException(value.getClass() + " has no word on the wire");
    }
    return name.value();
  }
}
