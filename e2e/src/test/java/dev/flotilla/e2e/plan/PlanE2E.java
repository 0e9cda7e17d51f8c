// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Result;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a plan says is what then happens, and until then nothing does. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class PlanE2E {

  private static final String NAMESPACE = "plan";
  private static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";
  private static final int NO_DIFFERENCE = 0;
  private static final int DIFFERENCE = 1;
  private static final int REFUSED = 3;

  private static ApiAuditLog audit;

  @BeforeAll
  static void listen(TestFleet fleet) {
    audit = fleet.rig().up("east", 1).audit();
  }

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void aNewNatsClusterIsPlannedAndNothingIsStored(TestFleet fleet) {
    var manifest = NatsClusterManifest.of("planned", NAMESPACE);
    var result = dryRun(fleet, manifest);

    assertThat(result.exitCode()).as(result.error()).isEqualTo(DIFFERENCE);
    var plan = json(result);
    assertThat(named(plan.path("objects"), "kind", "create"))
        .contains("NatsCluster", "Secret", "ConfigMap", "Service", "StatefulSet");
    assertThat(named(plan.path("servers"), "pod", "create"))
        .containsExactly("planned-0", "planned-1", "planned-2");
    assertThat(plan.path("preflight").toString())
        .contains("KUBERNETES_VERSION", "STORAGE_CLASS", "QUOTA", "NODES", "POD_SECURITY")
        .doesNotContain("not-checked");
    assertThat(callsAbout("planned"))
        .as("asked of the API server")
        .anyMatch(ApiAuditLog.Call::dryRun);
    assertThat(writesOf("planned")).as("stored").isEmpty();
    assertThat(fleet.east().get("natscluster", "planned", "-n", NAMESPACE).isMissingNode())
        .isTrue();
    assertThat(fleet.cli().audit())
        .as("a plan is a read")
        .noneMatch(row -> row.toString().contains("plan/planned"));
  }

  @Test
  void whatIsPlannedIsWhatHappens(TestFleet fleet) {
    var servers = new Servers(fleet.east(), NAMESPACE, "orders");
    var manifest = NatsClusterManifest.of("orders", NAMESPACE);
    new Deployment(fleet.cli(), "east", manifest).run();
    assertThat(dryRun(fleet, manifest).exitCode()).as("deployed").isEqualTo(NO_DIFFERENCE);
    var before = servers.podUids();
    int written = writesOf("orders").size();

    var changed =
        manifest.with("resources", "{requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 300Mi}}");
    var result = dryRun(fleet, changed);

    assertThat(result.exitCode()).as(result.error()).isEqualTo(DIFFERENCE);
    var plan = json(result);
    var planned = named(plan.path("servers"), "pod", "roll");
    assertThat(planned).containsExactly("orders-2", "orders-1", "orders-0");
    assertThat(plan.path("objects").toString())
        .contains("spec.template.spec.containers[nats].resources.limits.memory");
    assertThat(writesOf("orders")).as("by the plan").hasSize(written);
    assertThat(servers.podUids()).isEqualTo(before);

    new Deployment(fleet.cli(), "east", changed).run();

    assertThat(oldestFirst(fleet, "orders")).as("the order of the roll").isEqualTo(planned);
    assertThat(servers.podUids().entrySet()).doesNotContainAnyElementsOf(before.entrySet());
    assertThat(writesOf("orders").stream().skip(written).map(ApiAuditLog.Call::resource))
        .as("written against the plan")
        .doesNotContainAnyElementsOf(resources(named(plan.path("objects"), "kind", "keep")));
    assertThat(dryRun(fleet, changed).exitCode()).as("rolled").isEqualTo(NO_DIFFERENCE);
  }

  @Test
  void whatIsTakenOutOfTheDocumentGoes(TestFleet fleet) {
    var servers = new Servers(fleet.east(), NAMESPACE, "lighter");
    var plain = NatsClusterManifest.of("lighter", NAMESPACE).with("replicas", "1");
    var laden =
        plain
            .with("labels", "{team: shop}")
            .with("placement", "{nodeSelector: {kubernetes.io/os: linux}}");
    new Deployment(fleet.cli(), "east", laden).run();
    var before = servers.podUids();

    var result = dryRun(fleet, plain);

    assertThat(result.exitCode()).as(result.error()).isEqualTo(DIFFERENCE);
    var plan = json(result);
    assertThat(named(plan.path("servers"), "pod", "roll")).containsExactly("lighter-0");
    assertThat(plan.path("objects").toString())
        .contains("metadata.labels.team", "spec.template.spec.nodeSelector");

    new Deployment(fleet.cli(), "east", plain).run();

    assertThat(servers.podUids().values()).doesNotContainAnyElementsOf(before.values());
    var pod = fleet.east().get("pod", "lighter-0", "-n", NAMESPACE);
    assertThat(pod.at("/metadata/labels").has("team")).isFalse();
    assertThat(pod.at("/spec").has("nodeSelector")).isFalse();
    assertThat(fleet.east().get("service", "lighter", "-n", NAMESPACE).at("/metadata/labels"))
        .noneMatch(label -> label.asText().equals("shop"));
    assertThat(dryRun(fleet, plain).exitCode()).as("rolled").isEqualTo(NO_DIFFERENCE);
  }

  @Test
  void whatWouldBeRefusedIsSaidSo(TestFleet fleet) {
    fleet
        .east()
        .apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: taken-config, namespace: plan}
            """);

    var result = dryRun(fleet, NatsClusterManifest.of("taken", NAMESPACE));

    assertThat(result.exitCode()).as(result.error()).isEqualTo(REFUSED);
    var plan = json(result);
    assertThat(named(plan.path("objects"), "name", "refuse")).containsExactly("taken-config");
    assertThat(plan.at("/refusals/0/code").asText()).isEqualTo("FOREIGN_OBJECT");
  }

  private static Result dryRun(TestFleet fleet, NatsClusterManifest manifest) {
    return new Deployment(fleet.cli(), "east", manifest).call("--dry-run", "-o", "json");
  }

  private static JsonNode json(Result result) {
    return Json.read(result.output().getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /** A field of each item that has that action. */
  private static List<String> named(JsonNode items, String field, String action) {
    List<String> found = new ArrayList<>();
    for (JsonNode item : items) {
      if (item.path("action").asText().equals(action)) {
        found.add(item.path(field).asText());
      }
    }
    return found;
  }

  /** Kinds as the API server's audit log calls them. */
  private static List<String> resources(List<String> kinds) {
    return kinds.stream().map(kind -> kind.toLowerCase(Locale.ROOT) + "s").toList();
  }

  private static List<String> oldestFirst(TestFleet fleet, String cluster) {
    List<String> names = new ArrayList<>();
    fleet
        .east()
        .get(
            "pods",
            "-n",
            NAMESPACE,
            "-l",
            "app.kubernetes.io/component=nats,flotilla.dev/natscluster=" + cluster,
            "--sort-by=.metadata.creationTimestamp")
        .path("items")
        .forEach(pod -> names.add(pod.at("/metadata/name").asText()));
    return names;
  }

  private static List<ApiAuditLog.Call> callsAbout(String cluster) {
    return audit.calls(AGENT).stream().filter(call -> isAbout(call, cluster)).toList();
  }

  private static List<ApiAuditLog.Call> writesOf(String cluster) {
    return audit.writes(AGENT).stream().filter(call -> isAbout(call, cluster)).toList();
  }

  private static boolean isAbout(ApiAuditLog.Call call, String cluster) {
    return call.namespace().equals(NAMESPACE) && call.name().startsWith(cluster);
  }
}
