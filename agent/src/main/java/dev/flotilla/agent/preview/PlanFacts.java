// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.preflight.ServersPreflight;
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
   * The deploy would fail before it reaches the NatsCluster's objects.
   *
   * @param refusals at least one
   */
  record Barred(String cluster, List<Problem> refusals) implements PlanFacts {
    public Barred {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * Guard rails that a document violates, and may.
   *
   * @param warnings those that are warnings only
   * @param waived codes of those that it waives
   */
  record Rails(List<Problem> warnings, List<String> waived) {
    public Rails {
      warnings = List.copyOf(warnings);
      waived = List.copyOf(waived);
    }

    /** The same with more warnings. */
    Rails with(List<Problem> more) {
      return new Rails(Stream.concat(warnings.stream(), more.stream()).toList(), waived);
    }

    /** The same with what was found of the servers. */
    Rails with(ServersPreflight.Findings found) {
      return new Rails(
          Stream.concat(warnings.stream(), found.warnings().stream()).toList(),
          Stream.concat(waived.stream(), found.waived().stream()).toList());
    }
  }

  /**
   * The document would be reconciled, unless something refuses it on the way.
   *
   * @param resource the NatsCluster itself
   * @param pulls pods that pull the image ahead; never a reason to stop
   * @param objects changes in turn, and refusals
   * @param addons the same for add-ons
   * @param refusals why the servers cannot be changed to what the document says
   * @param servers input of the rolling engine
   * @param rails guard rails that the document violates
   * @param preflight results of the preflight checks
   * @param version the change of version that the document brings
   */
  record Seen(
      DryRun resource,
      List<DryRun> pulls,
      List<DryRun> objects,
      List<DryRun> addons,
      List<Problem> refusals,
      RollFacts servers,
      Rails rails,
      List<PreflightCheck> preflight,
      Optional<VersionChange> version)
      implements PlanFacts {
    public Seen {
      pulls = List.copyOf(pulls);
      objects = List.copyOf(objects);
      addons = List.copyOf(addons);
      refusals = List.copyOf(refusals);
      preflight = List.copyOf(preflight);
    }
  }
}
