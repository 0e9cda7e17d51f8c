// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.PreflightCheck;
import dev.flotilla.protocol.query.VersionChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that a plan is decided on. */
sealed interface PlanFacts {
  /**
   * The document would not get as far as the NatsCluster's objects.
   *
   * @param refusals at least one
   */
  record Barred(String cluster, List<Problem> refusals) implements PlanFacts {
    public Barred {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * Guard rails that a document breaks and may break.
   *
   * @param warnings those that only warn
   * @param waived codes of those that it waives
   */
  record Rails(List<Problem> warnings, List<String> waived) {
    public Rails {
      warnings = List.copyOf(warnings);
      waived = List.copyOf(waived);
    }

    /** The same with more that only warns. */
    Rails with(List<Problem> more) {
      return new Rails(Stream.concat(warnings.stream(), more.stream()).toList(), waived);
    }
  }

  /**
   * The document would be carried out, unless something refuses it on the way.
   *
   * @param resource the NatsCluster itself
   * @param objects what would be done, in turn, and what cannot be
   * @param addons the same of what holds nothing up
   * @param refusals why the servers cannot become what the document says
   * @param servers what the rolling engine sees
   * @param rails guard rails that the document breaks
   * @param preflight what was looked at beforehand
   * @param version the change of version that the document brings
   */
  record Seen(
      Trial resource,
      List<Trial> objects,
      List<Trial> addons,
      List<Problem> refusals,
      RollFacts servers,
      Rails rails,
      List<PreflightCheck> preflight,
      Optional<VersionChange> version)
      implements PlanFacts {
    public Seen {
      objects = List.copyOf(objects);
      addons = List.copyOf(addons);
      refusals = List.copyOf(refusals);
      preflight = List.copyOf(preflight);
    }
  }
}
