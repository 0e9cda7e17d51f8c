// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.process.PodProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A pod of an agent, and the process in it.
 *
 * @param member that it belongs to
 * @param name of the pod
 * @param process on this machine
 */
public record AgentPod(Member member, String name, PodProcess process) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The pod that is not terminating, once its process exists. */
  public static AgentPod of(Member member) {
    return await("the agent's process")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(member), Optional::isPresent)
        .orElseThrow();
  }

  /** The pod that holds the Lease, where there are several. */
  public static AgentPod leader(Member member) {
    return await("an agent that holds the Lease")
        .atMost(PATIENCE)
        .until(
            () -> {
              var holder = holder(member);
              return find(member, holder::equals);
            },
            Optional::isPresent)
        .orElseThrow();
  }

  /** Pauses its process: nothing that it would do next happens. */
  public void pause() {
    process.pause();
  }

  /** Resumes its process. */
  public void resume() {
    process.resume();
  }

  /**
   * Kills its process and lets a fresh pod take its place: a restart in the same pod would be
   * subject to the kubelet's back-off.
   */
  public void kill() {
    delete("--grace-period=0", "--force");
    process.kill();
  }

  /** Evicts the pod, as a drain of its node does. */
  public void replace() {
    delete();
  }

  private void delete(String... options) {
    member
        .kubectl("delete", "pod", name, "-n", member.namespace(), "--wait=false")
        .with(options)
        .run()
        .orThrow();
  }

  private static String holder(Member member) {
    return member
        .get("lease", "flotilla-agent", "-n", member.namespace())
        .at("/spec/holderIdentity")
        .asText();
  }

  private static Optional<AgentPod> find(Member member) {
    return find(member, _ -> true);
  }

  private static Optional<AgentPod> find(Member member, Predicate<String> name) {
    var pods =
        member.get("pods", "-n", member.namespace(), "-l", "app.kubernetes.io/name=flotilla-agent");
    for (JsonNode pod : pods.path("items")) {
      if (!name.test(pod.at("/metadata/name").asText())) {
        continue;
      }
      var process = PodProcess.inPod(pod.at("/metadata/uid").asText(), PodProcess.AGENT);
      if (!pod.at("/metadata").has("deletionTimestamp") && process.isPresent()) {
        return Optional.of(new AgentPod(member, pod.at("/metadata/name").asText(), process.get()));
      }
    }
    return Optional.empty();
  }
}
