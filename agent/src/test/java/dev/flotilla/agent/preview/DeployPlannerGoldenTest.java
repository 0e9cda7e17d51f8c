// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.testing.Golden;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.query.DeployPlan;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Complete plans, as the hub receives them; {@code -Dbless=true} updates them. */
class DeployPlannerGoldenTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/dev/flotilla/agent/plan");
  private static final String SPEC = "{\"version\": \"2.15.2\"}";

  @Test
  void aNewNatsCluster() {
    check("new", Member.empty().facts(SPEC));
  }

  @Test
  void anUnchangedNatsCluster() {
    DeployPlan plan = check("unchanged", Member.running(SPEC).facts(SPEC));

    assertThat(plan.outcome()).isEqualTo(DeployPlan.Outcome.UNCHANGED);
  }

  @Test
  void anotherVersionRollsEveryServer() {
    check("another-version", Member.running("{\"version\": \"2.14.9\"}").facts(SPEC));
  }

  @Test
  void aRestartChangesTheRequestAlone() {
    check(
        "restart",
        Member.running(SPEC).facts(with("\"restart\": {\"request\": \"r1\", \"server\": 1}")));
  }

  @Test
  void serversAreAddedAndTheOthersRoll() {
    check("more-servers", Member.running(SPEC).facts(with("\"replicas\": 5")));
  }

  @Test
  void incompatibleChangesAreRefused() {
    check("fewer-servers", Member.running(SPEC).facts(with("\"replicas\": 1")));
  }

  @Test
  void objectsOfAnotherOwnerAreRefused() {
    check("foreign-object", Member.empty().withForeignService().facts(SPEC));
  }

  @Test
  void addonsAreListedAndNeverWaitedFor() {
    DeployPlan plan =
        check(
            "addons",
            Member.running(with("\"surveyor\": {\"enabled\": true}"))
                .facts(
                    with(
                        "\"networkPolicy\": {\"enabled\": true}, \"surveyor\": {\"enabled\": true, \"podMonitor\": {\"enabled\": true}}")));

    assertThat(plan.outcome()).isEqualTo(DeployPlan.Outcome.CHANGE);
  }

  @Test
  void whatIsDisabledIsDeleted() {
    check("switched-off", Member.running(with("\"natsBox\": {\"enabled\": true}")).facts(SPEC));
  }

  @Test
  void whatThePolicyForbidsIsRefused() {
    check("forbidden", Member.forbidden());
  }

  private static String with(String field) {
    UnaryOperator<String> more = spec -> spec.substring(0, spec.length() - 1) + ", " + field + "}";
    return more.apply(SPEC);
  }

  private static DeployPlan check(String scenario, PlanFacts facts) {
    DeployPlan plan = DeployPlanner.plan(facts);
    String yaml = Serialization.asYaml(Json.mapper().convertValue(plan, Map.class));
    Golden.check(
        SCENARIOS.resolve(scenario + ".yaml"),
        "# SPDX-License-Identifier: Apache-2.0\n" + yaml.replaceFirst("^---\n", ""));
    return plan;
  }
}
