// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.NatsClusterFacts;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Instant;
import java.util.List;

/** Reports on NatsClusters as an agent sends them. */
public final class TestReports {
  private static final int SERVERS = 3;

  private TestReports() {}

  /** One that is verified healthy. */
  public static AgentEvent healthy(
      String namespace, String name, String managedBy, long revision, Instant at) {
    return of(
        new ResourceReport(
            ResourceKind.NATS_CLUSTER.key(namespace, name),
            managedBy,
            revision,
            1,
            ready("True", "VerifiedHealthy", "3 of 3 servers"),
            facts("2.15.2", SERVERS),
            false,
            at));
  }

  /** One in the middle of a roll. */
  public static AgentEvent rolling(String namespace, String name, long generation, Instant at) {
    return of(
        new ResourceReport(
            ResourceKind.NATS_CLUSTER.key(namespace, name),
            "hub",
            1,
            generation,
            ready("False", "Rolling", ""),
            facts("2.12.0", 1),
            false,
            at));
  }

  /** A NatsBackup that has ended, or runs, with these facts. */
  public static AgentEvent backup(
      ResourceKey key, ResourceReport.Condition complete, BackupFacts facts, Instant at) {
    return of(
        new ResourceReport(
            key, "hub", 1, 1, List.of(complete), Json.mapper().valueToTree(facts), false, at));
  }

  private static AgentEvent of(ResourceReport report) {
    return new AgentEvent.ResourceReported(report);
  }

  private static List<ResourceReport.Condition> ready(String status, String reason, String words) {
    return List.of(new ResourceReport.Condition(ResourceReport.READY, status, reason, words));
  }

  private static JsonNode facts(String version, int ready) {
    return Json.mapper()
        .valueToTree(
            new NatsClusterFacts(
                version,
                new NatsClusterFacts.Servers(SERVERS, ready),
                null,
                null,
                List.of(),
                List.of()));
  }
}
