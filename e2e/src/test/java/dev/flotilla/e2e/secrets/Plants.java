// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.nats.testing.secrets.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Worthless secrets that are deliberately put where none should be, one in each place, before
 * everything is collected.
 *
 * @param plants what was put where
 */
record Plants(List<Plant> plants) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * One of them.
   *
   * @param needle without a home
   * @param location part of that at which it must be found
   */
  private record Plant(Needle needle, String location) {}

  /** In a namespace in which a NatsCluster of that name was deployed. */
  static Plants in(Member member, String namespace, String cluster) {
    var plants = new Plants(new ArrayList<>());
    plants.inNewObjects(member, namespace);
    plants.inThatOf(member, namespace, cluster);
    plants.inALog(member, namespace);
    return plants;
  }

  private void inNewObjects(Member member, String namespace) {
    var secret = plant(member.name() + "/" + namespace + "/planted");
    member.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: planted, namespace: %1$s}
        data: {planted: %2$s}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: planted, namespace: %1$s}
        stringData: {planted: %3$s}
        ---
        apiVersion: v1
        kind: Event
        metadata: {name: planted, namespace: %1$s}
        involvedObject: {kind: ConfigMap, name: planted, namespace: %1$s}
        type: Normal
        reason: Planted
        message: %4$s
        """
            .formatted(namespace, plant("/configmaps.json"), secret, plant("/events.json")));
  }

  private void inThatOf(Member member, String namespace, String cluster) {
    member
        .kubectl("annotate", "natscluster", cluster, "-n", namespace)
        .with("planted=" + plant("/natsclusters.flotilla.dev.json"))
        .run()
        .orThrow();
    var status = plant("/natsoperations.flotilla.dev.json");
    member
        .kubectl("patch", "natsoperation", operation(member, namespace, cluster), "-n", namespace)
        .with("--subresource=status", "--type=merge", "-p")
        .with("{\"status\": {\"message\": \"" + status + "\"}}")
        .run()
        .orThrow();
  }

  /** In its environment, which Java repeats in its log. */
  private void inALog(Member member, String namespace) {
    var said = plant(namespace + "_talkative_");
    member.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: talkative, namespace: %s}
        spec:
          restartPolicy: Never
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: app
              image: %s:dev
              imagePullPolicy: Never
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
              env: [{name: JAVA_TOOL_OPTIONS, value: "-Dplanted=%s"}]
        """
            .formatted(namespace, member.environment().imageRepository("client"), said));
    await("the pod has said it")
        .atMost(PATIENCE)
        .until(
            () -> member.kubectl("logs", "talkative", "-n", namespace).run().output(),
            log -> log.contains(said));
  }

  /** Each of them is found where it was put. */
  void assertFound(List<Place> places) {
    for (Plant plant : plants) {
      assertThat(places.stream().flatMap(place -> place.find(List.of(plant.needle())).stream()))
          .as("places of what was planted in %s", plant.location())
          .anyMatch(found -> found.contains(plant.location()));
    }
  }

  private String plant(String location) {
    var secret = "planted-" + UUID.randomUUID();
    plants.add(new Plant(new Needle(Secret.text("the planted one", secret), Set.of()), location));
    return secret;
  }

  private static String operation(Member member, String namespace, String cluster) {
    for (JsonNode operation : member.get("natsoperations", "-n", namespace).path("items")) {
      if (operation.at("/spec/target/name").asText().equals(cluster)) {
        return operation.at("/metadata/name").asText();
      }
    }
    throw new IllegalStateException("no operation on " + cluster);
  }
}
