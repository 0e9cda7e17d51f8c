// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Result;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pod that is configured as {@code flotilla connect} prints can publish; others are refused. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class AuthenticationE2E {

  private static final String NAMESPACE = "access";
  private static final int MESSAGES = 100;
  private static final int REFUSED = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void aPodWithThePasswordPublishesAndOneWithoutDoesNot(TestFleet fleet) {
    var manifest = oneServer("basic", "basic");
    new Deployment(fleet.cli(), "east", manifest).run();

    var end = job(fleet, "basic", "basic-connect").roundTrip(MESSAGES);

    assertThat(end.succeeded()).as(end.log()).isTrue();
    assertThat(end.log()).contains("acknowledged=" + MESSAGES, "read=" + MESSAGES);
    var outside = by(fleet, "basic-anonymous", pod("basic", "")).roundTrip(MESSAGES);
    assertThat(outside.succeeded()).as(outside.log()).isFalse();
    assertThat(outside.log()).containsIgnoringCase("authentication");
  }

  @Test
  void aPodWithTheKeyPublishesInModeAccounts(TestFleet fleet) {
    new Deployment(fleet.cli(), "east", oneServer("accounts", "accounts")).run();

    var end = job(fleet, "accounts", "accounts-connect").roundTrip(MESSAGES);

    assertThat(end.succeeded()).as(end.log()).isTrue();
    assertThat(end.log()).contains("acknowledged=" + MESSAGES, "read=" + MESSAGES);
    var outside = by(fleet, "accounts-anonymous", pod("accounts", "")).roundTrip(MESSAGES);
    assertThat(outside.succeeded()).as(outside.log()).isFalse();
    assertThat(outside.log()).containsIgnoringCase("authentication");
  }

  @Test
  void anyPodPublishesWithoutAuthentication(TestFleet fleet) {
    var manifest = oneServer("open", "none").with("profile", "development");
    new Deployment(fleet.cli(), "east", manifest).run();

    var end = job(fleet, "open", "open-connect").roundTrip(MESSAGES);

    assertThat(end.succeeded()).as(end.log()).isTrue();
    assertThat(end.log()).contains("acknowledged=" + MESSAGES, "read=" + MESSAGES);
    assertThat(fleet.east().get("secret", "open-app-creds", "-n", NAMESPACE).isMissingNode())
        .as("no credentials are needed")
        .isTrue();
    var servers = new Servers(fleet.east(), NAMESPACE, "open");
    var before = servers.podUids();

    var closed = dryRun(fleet, oneServer("open", "basic").with("profile", "development"));

    assertThat(closed.exitCode()).as(closed.error()).isEqualTo(REFUSED);
    assertThat(json(closed).at("/refusals/0/code").asText()).isEqualTo("AUTHENTICATION_FIXED");
    assertThat(servers.podUids()).isEqualTo(before);
  }

  @Test
  void aChangedPasswordIsAppliedByARoll(TestFleet fleet) {
    password(fleet, "the first one");
    var manifest =
        oneServer("changed", "basic")
            .with(
                "authentication",
                "{mode: basic, users: [{user: reports, passwordFrom: {secretName: reports}}]}");
    new Deployment(fleet.cli(), "east", manifest).run();
    var servers = new Servers(fleet.east(), NAMESPACE, "changed");
    String reports =
        pod(
            "changed",
            """
                      - {name: NATS_USER, value: reports}
                      - {name: NATS_PASSWORD, valueFrom: {secretKeyRef: {name: reports, key: password}}}
            """);
    var first = by(fleet, "reports-first", reports).roundTrip(MESSAGES);
    assertThat(first.succeeded()).as(first.log()).isTrue();
    var before = servers.podUids();

    password(fleet, "the second one");
    await("the server is replaced")
        .atMost(PATIENCE)
        .until(servers::podUids, now -> now.size() == 1 && !now.equals(before));
    servers.awaitReady();

    var second = by(fleet, "reports-second", reports).roundTrip(MESSAGES);
    assertThat(second.succeeded()).as(second.log()).isTrue();
  }

  private static void password(TestFleet fleet, String password) {
    fleet
        .east()
        .apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: reports, namespace: access}
            stringData: {password: %s}
            """
                .formatted(password));
  }

  private static ConnectJob by(TestFleet fleet, String name, String output) {
    return new ConnectJob(fleet.east(), NAMESPACE, name, output);
  }

  /** A pod that is configured without {@code flotilla connect}, with these variables. */
  private static String pod(String cluster, String variables) {
    return """
          spec:
            containers:
              - name: app
                env:
                  - {name: NATS_URL, value: "nats://%s.access.svc:4222"}
        %s
        Connect from Java"""
        .formatted(cluster, variables);
  }

  private static ConnectJob job(TestFleet fleet, String cluster, String name) {
    String output = fleet.cli().run("connect", "east/" + NAMESPACE + "/" + cluster);
    return by(fleet, name, output);
  }

  private static NatsClusterManifest oneServer(String name, String mode) {
    return NatsClusterManifest.of(name, NAMESPACE)
        .with("replicas", "1")
        .with("authentication", "{mode: " + mode + "}");
  }

  private static Result dryRun(TestFleet fleet, NatsClusterManifest manifest) {
    return new Deployment(fleet.cli(), "east", manifest).call("--dry-run", "-o", "json");
  }

  private static JsonNode json(Result result) {
    return Json.read(result.output().getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
