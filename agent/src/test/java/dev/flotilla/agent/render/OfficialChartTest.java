// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.server.Children;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.render.server.ServerSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What commands, dashboards and clients of users rely on is as the official chart {@code nats}
 * 2.14.2 renders it with cluster, JetStream and resolver, for a release and full name {@code
 * orders}. The expected values were taken from its rendered manifests.
 */
class OfficialChartTest {
  private static final Map<String, Object> SELECTOR =
      Map.of(
          "app.kubernetes.io/name", "nats",
          "app.kubernetes.io/instance", "orders",
          "app.kubernetes.io/component", "nats");

  private final Blueprint blueprint = Blueprints.orders("{\"version\": \"2.15.2\"}");
  private final Object set = ServerSet.of(blueprint, 3).tree();

  @Test
  void theStatefulSetHasItsNamesAndSelector() {
    assertThat(Tree.text(set, "metadata", "name")).isEqualTo("orders");
    assertThat(Tree.text(set, "spec", "serviceName")).isEqualTo("orders-headless");
    assertThat(Tree.text(set, "spec", "podManagementPolicy")).isEqualTo("Parallel");
    assertThat(Tree.at(set, "spec", "selector", "matchLabels")).contains(SELECTOR);
    assertThat(labels(set, "metadata")).containsAllEntriesOf(SELECTOR);
    assertThat(labels(set, "spec", "template", "metadata")).containsAllEntriesOf(SELECTOR);
  }

  @Test
  void theServersHaveItsPortsAndMounts() {
    Object container = Tree.list(set, "spec", "template", "spec", "containers").getFirst();

    assertThat(Tree.text(container, "name")).isEqualTo("nats");
    assertThat(pairs(Tree.list(container, "ports"), "name", "containerPort"))
        .containsExactly("nats=4222", "cluster=6222", "monitor=8222");
    assertThat(pairs(Tree.list(container, "volumeMounts"), "name", "mountPath"))
        .contains(
            "config=/etc/nats-config",
            "pid=/var/run/nats",
            "orders-js=/data",
            "orders-resolver=/data/resolver");
  }

  @Test
  void theVolumeClaimsAreItsOwn() {
    List<?> claims = Tree.list(set, "spec", "volumeClaimTemplates");

    assertThat(claims)
        .extracting(claim -> Tree.text(claim, "metadata", "name"))
        .containsExactly("orders-js", "orders-resolver");
    assertThat(claims)
        .allSatisfy(
            claim ->
                assertThat(Tree.at(claim, "spec", "accessModes"))
                    .contains(List.of("ReadWriteOnce")));
    assertThat(claims)
        .extracting(claim -> Tree.text(claim, "spec", "resources", "requests", "storage"))
        .containsExactly("10Gi", "1Gi");
  }

  @Test
  void theServicesLeadToTheSameServersByTheSamePorts() {
    Object headless = child("orders-headless");
    Object client = child("orders");

    assertThat(Tree.text(headless, "spec", "clusterIP")).isEqualTo("None");
    assertThat(Tree.flag(headless, "spec", "publishNotReadyAddresses")).isTrue();
    assertThat(pairs(Tree.list(headless, "spec", "ports"), "name", "port"))
        .containsExactly("nats=4222", "cluster=6222", "monitor=8222");
    assertThat(pairs(Tree.list(client, "spec", "ports"), "name", "port"))
        .containsExactly("nats=4222");
    assertThat(Tree.at(headless, "spec", "selector")).contains(SELECTOR);
    assertThat(Tree.at(client, "spec", "selector")).contains(SELECTOR);
  }

  @Test
  void configurationAndBudgetHaveItsNames() {
    Object budget = DisruptionBudget.of(blueprint, DisruptionBudget.OPEN).tree();

    assertThat(Tree.at(child("orders-config"), "data", "nats.conf")).isPresent();
    assertThat(Tree.text(budget, "metadata", "name")).isEqualTo("orders");
    assertThat(Tree.number(budget, "spec", "maxUnavailable")).isEqualTo(1);
    assertThat(Tree.at(budget, "spec", "selector", "matchLabels")).contains(SELECTOR);
  }

  @Test
  void podsRunUnderTheRestrictedProfileWithNoToken() {
    Object pod = Tree.at(set, "spec", "template", "spec").orElseThrow();
    Object container = Tree.list(pod, "containers").getFirst();

    assertThat(Tree.at(pod, "automountServiceAccountToken")).contains(false);
    assertThat(Tree.flag(pod, "securityContext", "runAsNonRoot")).isTrue();
    assertThat(Tree.text(pod, "securityContext", "seccompProfile", "type"))
        .isEqualTo("RuntimeDefault");
    assertThat(Tree.at(container, "securityContext", "allowPrivilegeEscalation")).contains(false);
    assertThat(Tree.at(container, "securityContext", "capabilities", "drop"))
        .contains(List.of("ALL"));
  }

  @Test
  void theExporterIsFoundByItsPort() {
    Blueprint watched =
        Blueprints.orders("{\"version\": \"2.15.2\", \"exporter\": {\"enabled\": true}}");
    Object exporter =
        Tree.list(ServerSet.of(watched, 3).tree(), "spec", "template", "spec", "containers").get(1);

    assertThat(Tree.text(exporter, "name")).isEqualTo("prom-exporter");
    assertThat(pairs(Tree.list(exporter, "ports"), "name", "containerPort"))
        .containsExactly("prom-metrics=7777");
  }

  private Object child(String name) {
    return Children.of(blueprint).stream()
        .filter(manifest -> manifest.name().equals(name))
        .map(Manifest::tree)
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // labels are text
  private static Map<String, Object> labels(Object tree, Object... metadata) {
    return (Map<String, Object>)
        Tree.at(Tree.at(tree, metadata).orElseThrow(), "labels").orElseThrow();
  }

  private static List<String> pairs(List<?> entries, String name, String value) {
    return entries.stream()
        .map(entry -> Tree.text(entry, name) + "=" + Tree.at(entry, value).orElse(""))
        .toList();
  }
}
