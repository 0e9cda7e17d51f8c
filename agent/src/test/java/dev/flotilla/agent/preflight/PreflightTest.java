// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.query.PreflightCheck;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {
  private static final String DEFAULT =
      "{'metadata': {'name': 'local', 'annotations': {'storageclass.kubernetes.io/is-default-class': 'true'}}}";
  private static final String GROWING =
      "{'metadata': {'name': 'fast'}, 'allowVolumeExpansion': true}";

  @ParameterizedTest
  @CsvSource({
    "v1.34.4, PASSED",
    "v1.30.0, PASSED",
    "1.31.2-eks-7f9249a, PASSED",
    "v1.29.14+k3s1, WARNING",
    "v1.9.3, WARNING",
    "v0.0.0-master+$Format:%H$, NOT_CHECKED"
  })
  void versionsOfKubernetes(String version, PreflightCheck.Result result) {
    assertThat(KubernetesVersionCheck.of(version))
        .extracting(PreflightCheck::result)
        .containsExactly(result);
  }

  @Test
  void volumesOfTheDefaultClass() {
    assertThat(results(StorageCheck.of(three(""), classes(DEFAULT, GROWING))))
        .containsExactly("STORAGE_CLASS passed", "VOLUME_EXPANSION warning");
    assertThat(results(StorageCheck.of(three(""), classes(GROWING))))
        .containsExactly("STORAGE_CLASS error");
  }

  @Test
  void volumesOfANamedClass() {
    PlannedServers fast =
        three(
            ", 'jetStream': {'fileStore': {'storageClassName': 'fast'}},"
                + " 'resolver': {'storageClassName': 'fast'}");

    assertThat(results(StorageCheck.of(fast, classes(GROWING))))
        .containsExactly("STORAGE_CLASS passed");
    assertThat(results(StorageCheck.of(fast, classes(DEFAULT))))
        .containsExactly("STORAGE_CLASS error");
  }

  @ParameterizedTest(name = "{0} of {1}, {2} used: {3}")
  @CsvSource({
    "pods, 3, 0, passed",
    "pods, 3, 1, error",
    "requests.memory, 3Gi, 0, passed",
    "requests.memory, 3Gi, 1, error",
    "memory, 2Gi, 0, error",
    "limits.memory, 3Gi, 0, warning",
    "requests.storage, 33Gi, 0, passed",
    "requests.storage, 32Gi, 0, error",
    "persistentvolumeclaims, 5, 0, error",
    "services, 0, 0, passed",
  })
  void quotas(String resource, String hard, String used, String result) {
    PlannedServers servers = three(", 'resources': {'requests': {'memory': '1Gi'}}");
    Live quota =
        live(
            Kind.RESOURCE_QUOTA,
            "{'metadata': {'name': 'team'}, 'spec': {'hard': {'%s': '%s'}}, 'status': {'used': {'%s': '%s'}}}"
                .formatted(resource, hard, resource, used));

    assertThat(results(QuotaCheck.of(servers, List.of(quota)))).containsExactly("QUOTA " + result);
  }

  @Test
  void aQuotaWithScopesIsNotForAllPods() {
    Live quota =
        live(
            Kind.RESOURCE_QUOTA,
            "{'metadata': {'name': 'team'}, 'spec': {'scopes': ['BestEffort'], 'hard': {'pods': '0'}}}");

    assertThat(results(QuotaCheck.of(three(""), List.of(quota)))).containsExactly("QUOTA passed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "privileged", "baseline", "restricted"})
  void serversAreFitForEveryPodSecurityLevel(String level) {
    assertThat(results(PodSecurityCheck.of(three(""), namespace(level))))
        .containsExactly("POD_SECURITY passed");
  }

  @Test
  void podSecurityNamesWhatItWouldRefuse() {
    PlannedServers servers =
        of(
            """
            {'hostNetwork': true, 'volumes': [{'name': 'a', 'hostPath': {'path': '/'}}],
             'containers': [{'name': 'nats', 'ports': [{'hostPort': 4222}],
                             'securityContext': {'privileged': true}}]}
            """);

    String baseline = PodSecurityCheck.of(servers, namespace("baseline")).getFirst().message();
    String restricted = PodSecurityCheck.of(servers, namespace("restricted")).getFirst().message();

    assertThat(baseline)
        .contains("hostNetwork", "hostPath", "privileged", "a host port")
        .doesNotContain("capabilities");
    assertThat(restricted).contains("escalation", "capabilities", "root", "seccomp");
    assertThat(results(PodSecurityCheck.of(servers, namespace("privileged"))))
        .containsExactly("POD_SECURITY passed");
  }

  @Test
  void fewerNodesThanServers() {
    Live ready = node("True", "");
    Live away = node("False", "");
    Live cordoned = node("True", ", 'spec': {'unschedulable': true}");
    Live tainted = node("True", ", 'spec': {'taints': [{'key': 'a', 'effect': 'NoSchedule'}]}");

    assertThat(results(NodesCheck.of(three(""), List.of(ready, ready, ready))))
        .containsExactly("NODES passed");
    for (Live other : List.of(away, cordoned, tainted)) {
      assertThat(results(NodesCheck.of(three(""), List.of(ready, ready, other))))
          .containsExactly("NODES warning");
    }
  }

  @Test
  void serversWithRequiredSpreadNeedNodes() {
    Live ready = node("True", "");
    String apart = ", 'placement': {'spread': [{'required': true}]}";

    assertThat(results(NodesCheck.of(three(apart), List.of(ready, ready, ready))))
        .containsExactly("NODES passed");
    assertThat(results(NodesCheck.of(three(apart), List.of(ready, ready))))
        .containsExactly("SPREAD_IMPOSSIBLE error");
    PlannedServers waived = three(apart + ", 'waivers': ['SPREAD_IMPOSSIBLE']");
    assertThat(results(NodesCheck.of(waived, List.of(ready, ready))))
        .containsExactly("SPREAD_IMPOSSIBLE warning");
  }

  @Test
  void onlyNodesOfTheSelectorCount() {
    Live fast = node("True", "");
    PlannedServers elsewhere = three(", 'placement': {'nodeSelector': {'disk': 'fast'}}");

    assertThat(results(NodesCheck.of(elsewhere, List.of(fast, fast, fast))))
        .containsExactly("NODES warning");
  }

  @Test
  void secretsToPullTheImageWith() {
    PlannedServers mirrored = three(", 'imagePullSecrets': ['registry', 'other']");

    assertThat(results(PullSecretsCheck.of(mirrored, _ -> true)))
        .containsExactly("PULL_SECRETS passed");
    List<PreflightCheck> missing = PullSecretsCheck.of(mirrored, "other"::equals);
    assertThat(results(missing)).containsExactly("PULL_SECRETS error");
    assertThat(missing.getFirst().message()).contains("registry").doesNotContain("other");
    assertThat(PullSecretsCheck.of(three(""), _ -> false)).isEmpty();
  }

  @Test
  void whatCouldNotBeReadIsNotChecked() {
    Reading<List<Live>> unseen = new Reading.Unseen<>("the agent is not allowed to read nodes");

    assertThat(results(unseen.judged(Code.NODES, found -> NodesCheck.of(three(""), found))))
        .containsExactly("NODES not-checked");
  }

  private static List<String> results(List<PreflightCheck> checks) {
    return checks.stream().map(check -> check.code() + " " + check.result().token()).toList();
  }

  private static PlannedServers three(String fields) {
    String spec = "{'version': '2.15.2'%s}".formatted(fields).replace('\'', '"');
    Blueprint orders = Blueprints.orders(spec);
    return new PlannedServers(ServerSet.of(orders, 3), 3, orders.spec().waivers());
  }

  private static PlannedServers of(String pod) {
    return new PlannedServers(
        new Manifest(
            Kind.STATEFUL_SET,
            Tree.object("name", "orders", "namespace", "nats"),
            Tree.object("spec", Tree.object("template", Tree.object("spec", tree(pod))))),
        3,
        List.of());
  }

  private static List<Live> classes(String... classes) {
    return Arrays.stream(classes).map(one -> live(Kind.STORAGE_CLASS, one)).toList();
  }

  private static Live namespace(String level) {
    return live(
        Kind.NAMESPACE,
        "{'metadata': {'name': 'nats', 'labels': {'pod-security.kubernetes.io/enforce': '%s'}}}"
            .formatted(level));
  }

  private static Live node(String ready, String more) {
    return live(
        Kind.NODE,
        "{'metadata': {'name': 'n'}, 'status': {'conditions': [{'type': 'Ready', 'status': '%s'}]}%s}"
            .formatted(ready, more));
  }

  private static Live live(Kind kind, String json) {
    return new Live(kind, tree(json));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(String json) {
    return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.class);
  }
}
