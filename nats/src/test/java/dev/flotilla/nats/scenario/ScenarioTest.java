// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.configuration.AccessRules;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import dev.flotilla.nats.configuration.LocalAccounts;
import dev.flotilla.nats.configuration.OperatorTrust;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.testing.Golden;
import dev.flotilla.nats.testing.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each scenario's document says of itself, and what its servers read. */
class ScenarioTest {
  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void documentIsJudged(Scenario scenario) {
    Parsed<NatsCluster> parsed = scenario.parsed();
    String findings =
        Stream.of(
                lines("error", parsed.errors()),
                lines("warning", parsed.warnings()),
                lines("waived", parsed.waived()))
            .flatMap(Function.identity())
            .collect(Collectors.joining());
    Golden.check(scenario.findings(), findings);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void acceptedDocumentBecomesItsConfiguration(Scenario scenario) {
    Optional<NatsCluster> cluster = scenario.parsed().value();
    if (cluster.isPresent()) {
      Golden.check(
          scenario.configuration(),
          ConfigurationRenderer.render(cluster.get(), rules(cluster.get())).text());
    } else {
      Golden.checkAbsent(scenario.configuration());
    }
  }

  private static Stream<String> lines(String kind, List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                "%s %s %s: %s %s%n"
                    .formatted(
                        kind, finding.code(), finding.field(), finding.message(), finding.hint()));
  }

  /** Servers that connect as leaf nodes name the account that they do it for. */
  private static AccessRules rules(NatsCluster cluster) {
    Authentication authentication = cluster.spec().access().authentication();
    if (!authentication.byOperator()) {
      return new LocalAccounts(
          authentication,
          new LocalAccounts.AgentUsers("SYSTEM_USER", "PROBE_USER", "APPLICATION_USER"),
          Map.of());
    }
    List<Jwt> accounts = new ArrayList<>();
    accounts.add(jwt("system-claims", "SYSTEM", "SYS"));
    accounts.add(jwt("probe-claims", "PROBE", "FLOTILLA_PROBE"));
    if (!cluster.spec().listeners().leafNodes().remotes().isEmpty()) {
      accounts.add(jwt("app-claims", "APPLICATION", "APP"));
    }
    return new OperatorTrust(jwt("operator-claims", "OPERATOR", "orders"), "SYSTEM", accounts);
  }

  private static Jwt jwt(String text, String subject, String name) {
    return new Jwt(
        text,
        "OPERATOR",
        subject,
        name,
        Instant.EPOCH,
        Optional.empty(),
        JsonNodeFactory.instance.objectNode());
  }
}
