// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Pods of three servers. */
final class Pods {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Pods() {}

  static ServerPod ready(int ordinal, String revision) {
    return at(ordinal, revision, true, NOON);
  }

  static ServerPod at(int ordinal, String revision, boolean ready, Instant since) {
    var live =
        new Live(
            Kind.POD,
            Map.of(
                "metadata",
                Map.of(
                    "name", "orders-" + ordinal,
                    "uid", "uid-" + ordinal,
                    "labels", Map.of("controller-revision-hash", revision)),
                "spec",
                Map.of("containers", List.of(Map.of("ports", List.of(Map.of("name", "cluster"))))),
                "status",
                Map.of("conditions", List.of(readiness(ready, since)))));
    return ServerPods.of("orders", List.of(live), NOON).getFirst();
  }

  private static Map<String, Object> readiness(boolean ready, Instant since) {
    return Map.of(
        "type",
        "Ready",
        "status",
        ready ? "True" : "False",
        "lastTransitionTime",
        since.toString());
  }
}
