// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.Flotilla;
import dev.flotilla.e2e.process.Result;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A document that was planned and then deployed.
 *
 * @param title for people
 * @param agent that did it
 * @param revision of the document at the hub
 * @param planned what the plan named
 * @param since when the plan was there
 * @param expected what of it can be done here
 */
record PlannedDeploy(
    String title, Agent agent, long revision, Writes planned, Instant since, Writes expected) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Written once the servers are verified healthy, so servers that cannot start have none. */
  private static final String BUDGET = "poddisruptionbudgets";

  /** Why Kubernetes does not start servers here: images and nodes that the rig has not. */
  private static final Set<String> CANNOT_START =
      Set.of("ErrImagePull", "ImagePullBackOff", "Unschedulable", "InvalidImageName");

  /**
   * Who writes.
   *
   * @param user in whose name it calls the API server
   * @param audit of that API server
   * @param servers that it writes for
   */
  record Agent(String user, ApiAuditLog audit, Servers servers) {

    /** Plans a document and begins to deploy it. */
    PlannedDeploy deploy(Flotilla cli, ScenarioDocument document) {
      var planned = Writes.planned(json(call(cli, document, "--dry-run")));
      var since = Clock.systemUTC().instant();
      var accepted = call(cli, document, "--no-wait");
      accepted.orThrow();
      var revision = json(accepted).path("awaitedRevision").asLong();
      return new PlannedDeploy(document.title(), this, revision, planned, since, planned);
    }

    private Result call(Flotilla cli, ScenarioDocument document, String option) {
      return cli.command("deploy", "-f", "-", "--member", servers.member().name())
          .with(option, "-o", "json")
          .input(document.yaml())
          .run();
    }

    private Writes stored(Instant since, Instant until) {
      return Writes.stored(
          audit.writes(user).stream()
              .filter(call -> call.namespace().equals(servers.namespace()))
              .filter(call -> isOf(call.name()))
              .filter(call -> call.at().isAfter(since) && call.at().isBefore(until))
              .toList());
    }

    /** All names of children begin with that of their NatsCluster. */
    private boolean isOf(String name) {
      return name.equals(servers.name()) || name.startsWith(servers.name() + "-");
    }
  }

  private static JsonNode json(Result result) {
    if (result.output().isBlank()) {
      throw new IllegalStateException("no answer: " + result.error());
    }
    return Json.read(result.output().getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /** Waits until the agent has done what it can, however that compares with the plan. */
  PlannedDeploy done() {
    try {
      await().atMost(PATIENCE).until(this::isDone);
    } catch (ConditionTimeoutException late) {
      // The difference says what is missing.
      System.err.println(title + ": " + agent.servers().resource().path("status"));
    }
    return new PlannedDeploy(title, agent, revision, planned, since, possible());
  }

  private boolean isDone() {
    var resource = agent.servers().resource();
    if (resource.at("/status/revision").asLong() != revision) {
      return false;
    }
    var ready = agent.servers().condition("Ready").path("status").asText();
    return ready.equals("True")
        || (ready.equals("False") && possible().beyond(agent.stored(since, Instant.MAX)).isEmpty());
  }

  /**
   * What the plan named and nobody did, and what was done until then and not named; empty if there
   * is neither.
   */
  String difference(Instant until) {
    var missing = expected.beyond(agent.stored(since, until));
    var unplanned = agent.stored(since, until).beyond(planned);
    return missing.isEmpty() && unplanned.isEmpty()
        ? ""
        : "%s: planned and not done %s, done and not planned %s"
            .formatted(title, missing, unplanned);
  }

  private Writes possible() {
    return CANNOT_START.contains(agent.servers().condition("Ready").path("reason").asText())
        ? planned.without(BUDGET)
        : planned;
  }
}
