// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of reading a document: every finding at once.
 *
 * @param <T> what the document describes, such as a NatsCluster
 * @param value what was read, with its defaults; present exactly when there are no errors
 * @param errors findings that reject the document, in the order of its fields
 * @param warnings findings that do not reject it
 * @param waived findings that {@code spec.waivers} allows
 */
public record Parsed<T>(
    Optional<T> value, List<Finding> errors, List<Finding> warnings, List<Finding> waived) {
  public Parsed {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    waived = List.copyOf(waived);
  }

  /** Whether the document can be deployed. */
  public boolean accepted() {
    return errors.isEmpty();
  }
}
