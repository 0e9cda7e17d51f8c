// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.ChartHub;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Flotilla;
import dev.flotilla.e2e.fleet.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A hub by Helm with one agent, and what was requested of it.
 *
 * @param cli of the hub
 * @param member whose agent is in the namespace {@code flotilla-} and its name
 * @param revisions of its one NatsCluster, which is in the namespace of its name
 * @param operations that were executed
 */
public record HelmFleet(Flotilla cli, Member member, Revisions revisions, List<String> operations) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CLUSTER = "orders";

  /** Installs the agent and accepts it. */
  public static HelmFleet of(ChartHub hub, Member where, String name, Path configuration) {
    var environment = where.environment();
    var member =
        new Member(name, where.kubeconfig(), where.context(), "flotilla-" + name, environment);
    var fleet = Fleet.of(environment, hub, configuration, System.err::println);
    fleet.enrol(member, List.of(name));
    var manifest = NatsClusterManifest.of(CLUSTER, name).with("replicas", "1");
    return new HelmFleet(fleet.cli(), member, new Revisions(manifest), new ArrayList<>());
  }

  /** Has the agent execute a change; the hub knows that agent and all earlier operations. */
  public void deploy() {
    // Forwarding to a pod that was replaced is re-established a moment later.
    await("the hub answers").atMost(PATIENCE).until(() -> cli.api().get("agents").has("items"));
    assertThat(values("member", "agents")).containsExactly(member.name());
    assertThat(values("id", "operations")).containsAll(operations);
    var operation = begin();
    assertThat(operations).doesNotContain(operation);
    assertThat(Deployment.awaitEnd(cli, operation).path("state").asText()).isEqualTo("Succeeded");
    operations.add(operation);
  }

  /** Requests a change, and does not wait for it; returns the operation's id. */
  public String begin() {
    return new Deployment(cli, member.name(), revisions.next()).begin();
  }

  public void uninstallAgent() {
    member.helm("uninstall", "flotilla-agent", "-n", member.namespace(), "--wait").run().orThrow();
  }

  /** Deletes its NatsCluster. */
  public void gone() {
    member.deleteNatsClusters(member.name());
  }

  /** Its NatsCluster. */
  public Servers servers() {
    return new Servers(member, member.name(), CLUSTER);
  }

  private List<String> values(String field, String collection) {
    List<String> values = new ArrayList<>();
    for (JsonNode item : cli.api().get(collection).path("items")) {
      values.add(item.path(field).asText());
    }
    return values;
  }
}
