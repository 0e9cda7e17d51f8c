// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of records that JSON may lack. */
final class Lists {
  private Lists() {}

  static <T> List<T> of(@Nullable Collection<T> given) {
    return given == null ? List.of() : List.copyOf(given);
  }
}
