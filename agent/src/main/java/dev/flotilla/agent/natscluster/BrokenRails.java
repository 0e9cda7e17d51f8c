// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.Finding;
import dev.flotilla.nats.cluster.Parsed;
import java.util.List;

/**
 * Codes of guard rails that an accepted document breaks.
 *
 * @param waived those that it waives
 * @param warnings those that only warn
 */
public record BrokenRails(List<String> waived, List<String> warnings) {
  public BrokenRails {
    waived = List.copyOf(waived);
    warnings = List.copyOf(warnings);
  }

  static BrokenRails of(Parsed parsed) {
    return new BrokenRails(codes(parsed.waived()), codes(parsed.warnings()));
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(finding -> finding.code().name()).distinct().toList();
  }
}
