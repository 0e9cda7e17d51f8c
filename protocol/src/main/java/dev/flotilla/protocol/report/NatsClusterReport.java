// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.report;

import dev.flotilla.protocol.Code;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ResourceReport} about a NatsCluster with its facts, as the API shows it.
 *
 * @param namespace where it is
 * @param name its name
 * @param managedBy {@code hub} or {@code local}
 * @param revision of the hub's document that this state answers; 0 when managed locally
 * @param generation of the resource that this state answers
 * @param ready whether it was verified healthy
 * @param reason the stable reason of the Ready condition, such as {@code VerifiedHealthy}
 * @param message a sentence for a person
 * @param version the nats-server version that every server runs
 * @param servers how many there should be, and how many are ready
 * @param access how a client reaches it; null until there is something to reach
 * @param trust data for the other side of a shared trust, all of it public; null without one
 * @param waived the codes of the guard rails that its spec waives
 * @param warnings the codes of the guard rails that it violates as warnings
 * @param deleted whether it is gone
 * @param at the agent's clock
 */
public record NatsClusterReport(
    String namespace,
    String name,
    String managedBy,
    long revision,
    long generation,
    boolean ready,
    String reason,
    String message,
    String version,
    NatsClusterFacts.Servers servers,
    NatsClusterFacts.@Nullable Access access,
    NatsClusterFacts.@Nullable Trust trust,
    List<String> waived,
    List<String> warnings,
    boolean deleted,
    Instant at) {

  public NatsClusterReport {
    waived = List.copyOf(waived);
    // Absent in answers of an earlier hub.
    warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
  }

  /** True while its servers are held apart from its document: nothing follows by itself. */
  public boolean held() {
    return Stream.of(Code.PAUSED, Code.ROLL_STOPPED, Code.ABORTED)
        .anyMatch(code -> reason.equals(code.reason()));
  }

  /**
   * Of a report about a NatsCluster.
   *
   * @throws IllegalArgumentException if its facts are of another kind
   */
  public static NatsClusterReport of(ResourceReport report) {
    NatsClusterFacts facts = report.facts(NatsClusterFacts.class).orElse(NatsClusterFacts.NONE);
    Optional<ResourceReport.Condition> ready = report.condition(ResourceReport.READY);
    return new NatsClusterReport(
        report.resource().namespace(),
        report.resource().name(),
        report.managedBy(),
        report.revision(),
        report.generation(),
        report.ready(),
        ready.map(ResourceReport.Condition::reason).orElse("Unknown"),
        ready.map(ResourceReport.Condition::message).orElse(""),
        facts.version(),
        facts.servers(),
        facts.access(),
        facts.trust(),
        facts.waived(),
        facts.warnings(),
        report.deleted(),
        report.at());
  }
}
