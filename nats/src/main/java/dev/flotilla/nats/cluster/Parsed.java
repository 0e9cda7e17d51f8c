// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of reading a NatsCluster document: every finding at once.
 *
 * @param cluster the cluster with its defaults; present exactly when there are no errors
 * @param errors findings that stop it, in the order of the document's fields
 * @param warnings findings that a person should know
 * @param waived findings that {@code spec.waivers} allows
 */
public record Parsed(
    Optional<NatsCluster> cluster,
    List<Finding> errors,
    List<Finding> warnings,
    List<Finding> waived) {
  public Parsed {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    waived = List.copyOf(waived);
  }

  /** True when the document may be carried out. */
  public boolean accepted() {
    return errors.isEmpty();
  }
}
