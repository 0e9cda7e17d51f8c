// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Parsed;
import java.util.List;
import java.util.stream.Stream;

/**
 * Codes of guard rails that an accepted document violates.
 *
 * @param waived those that it waives
 * @param warnings those that are warnings only
 */
public record BrokenRails(List<String> waived, List<String> warnings) {
  public BrokenRails {
    waived = List.copyOf(waived);
    warnings = List.copyOf(warnings);
  }

  /** Those of a document, whatever is running. */
  public static BrokenRails of(Parsed<NatsCluster> parsed, NatsClusterSpec spec) {
    return new BrokenRails(
        joined(codes(parsed.waived()), Transition.waived(spec)), codes(parsed.warnings()));
  }

  /** Adds those that streams violate. */
  BrokenRails and(StreamRails streams) {
    return new BrokenRails(joined(waived, streams.waived()), joined(warnings, streams.warnings()));
  }

  private static List<String> joined(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(finding -> finding.code().name()).distinct().toList();
  }
}
