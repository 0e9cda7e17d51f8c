// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A catalogue with a line that no build knows: signed by a root, imported into the hub, and from
 * then on applied by the agent as well.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class CatalogueE2E {
  private static final String NAMESPACE = "nats";
  private static final String NEW_LINE = "2.99";
  private static final String VERSION = NEW_LINE + ".0";

  /** Exit code of a plan that would change something; a refused one has another. */
  private static final int DIFFERENT = 1;

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path folder;

  @AfterAll
  static void withdraw(TestFleet fleet) {
    fleet
        .east()
        .kubectl("delete", "natsclusters", "too-early", "in-time", "-n", NAMESPACE, "--wait=false")
        .run()
        .orThrow();
  }

  @Test
  void theAgentJudgesByWhatTheHubWasGiven(TestFleet fleet) throws IOException {
    apply(fleet.east(), "too-early");
    awaitAccepted(fleet.east(), "too-early", "False", "UNKNOWN_VERSION");

    fleet.cli().run("catalogue", "import", signed(fleet).toString());

    assertThat(fleet.cli().run("catalogue", "show", VERSION)).contains("is in the catalogue");
    await("the agent plans by it")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var plan = new Deployment(fleet.cli(), "east", manifest("planned")).call("--dry-run");
              assertThat(plan.exitCode()).as(plan.output() + plan.error()).isEqualTo(DIFFERENT);
            });
    apply(fleet.east(), "in-time");
    awaitAccepted(fleet.east(), "in-time", "True", "");
  }

  private static Path signed(TestFleet fleet) throws IOException {
    var catalogue = (ObjectNode) fleet.cli().json("catalogue", "show");
    catalogue.put("serial", catalogue.path("serial").asLong() + 1);
    var lines = (ArrayNode) catalogue.get("lines");
    var newest = (ObjectNode) lines.get(lines.size() - 1);
    var next = newest.deepCopy().put("name", NEW_LINE).put("floor", VERSION);
    next.putArray("releases").addObject().put("version", VERSION);
    newest.putArray("upgradesTo").add(NEW_LINE);
    lines.add(next);
    var file = Files.write(folder.resolve("catalogue.json"), Json.write(catalogue));
    var signed = folder.resolve("signed.json");
    var environment = fleet.fleet().environment();
    environment
        .java("-jar", environment.hubApplication().toString(), "sign-catalogue")
        .with("--root", fleet.hub().keys().folder().resolve("offline/root-2.key").toString())
        .with("--out", signed.toString(), file.toString())
        .run()
        .orThrow();
    return signed;
  }

  private static NatsClusterManifest manifest(String name) {
    return NatsClusterManifest.of(name, NAMESPACE).with("version", VERSION).with("replicas", "1");
  }

  private static void apply(Member member, String name) {
    member.apply(manifest(name).yaml());
  }

  private static void awaitAccepted(Member member, String name, String status, String code) {
    var servers = new Servers(member, NAMESPACE, name);
    await(name + " is judged")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(servers.condition("Accepted").path("status").asText()).isEqualTo(status);
              assertThat(servers.condition("Accepted").path("message").asText()).contains(code);
            });
  }
}
