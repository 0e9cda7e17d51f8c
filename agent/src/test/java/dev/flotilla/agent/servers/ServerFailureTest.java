// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFailureTest {
  private static final Instant CREATED = Instant.parse("2026-12-01T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofMinutes(30);

  @ParameterizedTest
  @CsvSource({
    "ErrImagePull, 120",
    "ImagePullBackOff, 120",
    "CreateContainerConfigError, 120",
    "Unschedulable, 300",
    "SomethingElse, 1800"
  })
  void eachReasonHasItsPatience(String reason, int seconds) {
    ServerPod pod = pod("B", reason, 0);

    assertThat(find(pod, DEADLINE, seconds - 1)).isEmpty();
    assertThat(find(pod, DEADLINE, seconds))
        .hasValueSatisfying(failed -> assertThat(failed.trouble().code()).isEqualTo(reason));
  }

  @Test
  void theDeadlineOfTheDocumentIsTheLongestPatience() {
    assertThat(find(pod("B", "Unschedulable", 0), Duration.ofSeconds(20), 20)).isPresent();
    assertThat(find(pod("B", "", 0), Duration.ofSeconds(20), 20))
        .hasValueSatisfying(
            failed -> assertThat(failed.trouble().code()).isEqualTo("SERVER_NOT_READY"));
  }

  @Test
  void crashesCountOnceTheyAreALoop() {
    assertThat(find(pod("B", "CrashLoopBackOff", 2), DEADLINE, 60)).isEmpty();
    assertThat(find(pod("B", "CrashLoopBackOff", 3), DEADLINE, 60)).isPresent();
  }

  @Test
  void aServerThatWasReadyHasItsTimeAnew() {
    var lost = pod("B", "", 0, CREATED.plusSeconds(3_600));

    assertThat(find(lost, DEADLINE, 3_600 + 1_799)).isEmpty();
    assertThat(find(lost, DEADLINE, 3_600 + 1_800)).isPresent();
  }

  @Test
  void onlyTheNewestTemplateFailsARoll() {
    assertThat(find(pod("A", "ImagePullBackOff", 0), DEADLINE, 9_000)).isEmpty();
  }

  @Test
  void serversThatAreCreatedHaveNothingToGoBackTo() {
    var first = facts(pod("B", "ImagePullBackOff", 0), "B");

    assertThat(ServerFailure.find(first, DEADLINE, CREATED.plusSeconds(9_000))).isEmpty();
  }

  private static Optional<ServerFailure> find(ServerPod pod, Duration deadline, int seconds) {
    return ServerFailure.find(facts(pod, "A"), deadline, CREATED.plusSeconds(seconds));
  }

  private static RollFacts facts(ServerPod pod, String current) {
    return new RollFacts(
        3,
        Optional.of(new SetFacts(2, 3, 1, 1, current, "B")),
        true,
        List.of(pod),
        Optional.of(0),
        new HealthVerdict.Healthy(OptionalInt.empty()),
        false);
  }

  private static ServerPod pod(String revision, String reason, long restarts) {
    return pod(revision, reason, restarts, CREATED);
  }

  private static ServerPod pod(String revision, String reason, long restarts, Instant unready) {
    var live =
        new Live(
            Kind.POD,
            Map.of(
                "metadata",
                Map.of("name", "orders-2", "creationTimestamp", CREATED.toString()),
                "status",
                Map.of(
                    "conditions",
                    List.of(
                        Map.of(
                            "type",
                            "Ready",
                            "status",
                            "False",
                            "lastTransitionTime",
                            unready.toString())))));
    Optional<Trouble> trouble =
        reason.isEmpty() ? Optional.empty() : Optional.of(new Trouble(reason, "orders-2: why"));
    return new ServerPod(2, live, revision, false, "", trouble, restarts, false);
  }
}
