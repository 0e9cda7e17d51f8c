// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.process.PodProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A NatsCluster as Kubernetes shows it.
 *
 * @param member where it is
 * @param namespace of it
 * @param name of it
 */
public record Servers(Member member, String namespace, String name) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  public JsonNode resource() {
    return member.get("natscluster", name, "-n", namespace);
  }

  public JsonNode statefulSet() {
    return member.get("statefulset", name, "-n", namespace);
  }

  /** The condition of that type; a missing node if there is none. */
  public JsonNode condition(String type) {
    for (JsonNode condition : resource().at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  /** Waits until the status reports Ready for the present generation. */
  public void awaitReady() {
    await(this + " is ready")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var resource = resource();
              org.assertj.core.api.Assertions.assertThat(condition("Ready").path("status").asText())
                  .as("%s", resource.path("status"))
                  .isEqualTo("True");
              org.assertj.core.api.Assertions.assertThat(
                      resource.at("/status/observedGeneration").asLong())
                  .isEqualTo(resource.at("/metadata/generation").asLong());
            });
  }

  /** The uid of each pod by its name. */
  public Map<String, String> podUids() {
    var uids = new TreeMap<String, String>();
    for (JsonNode pod : pods()) {
      uids.put(pod.at("/metadata/name").asText(), pod.at("/metadata/uid").asText());
    }
    return uids;
  }

  /** The lowest ordinal that may take a new template; the number of servers at rest. */
  public int partition() {
    return statefulSet().at("/spec/updateStrategy/rollingUpdate/partition").asInt();
  }

  public int disruptionsAllowed() {
    return member.get("pdb", name, "-n", namespace).at("/spec/maxUnavailable").asInt();
  }

  /** The process of the server in that pod; empty while none runs. */
  public Optional<PodProcess> process(String pod) {
    return Optional.ofNullable(podUids().get(pod))
        .flatMap(uid -> PodProcess.inPod(uid, "nats-server"));
  }

  /** Why the container of a pod is waiting; empty when it is not. */
  public String waiting(String pod) {
    return member
        .get("pod", pod, "-n", namespace)
        .at("/status/containerStatuses/0/state/waiting/reason")
        .asText();
  }

  /** How often the server of a pod was restarted in it. */
  public int restarts(String pod) {
    return member
        .get("pod", pod, "-n", namespace)
        .at("/status/containerStatuses/0/restartCount")
        .asInt();
  }

  /** How many pods are ready and not terminating. */
  public int readyPods() {
    int ready = 0;
    for (JsonNode pod : pods()) {
      ready += isReady(pod) ? 1 : 0;
    }
    return ready;
  }

  /** Whether a pod is ready and not terminating. */
  public static boolean isReady(JsonNode pod) {
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True")
            && !pod.at("/metadata").has("deletionTimestamp");
      }
    }
    return false;
  }

  /** Selects its pods and no others. */
  public String[] selection() {
    return new String[] {
      "pods",
      "-n",
      namespace,
      "-l",
      "app.kubernetes.io/component=nats,app.kubernetes.io/instance=" + name
    };
  }

  private JsonNode pods() {
    return member.get(selection()).path("items");
  }

  @Override
  public String toString() {
    return member.name() + "/" + namespace + "/" + name;
  }
}
