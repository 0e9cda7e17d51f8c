// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.workload.Servers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often each object of a NatsCluster was created, by any client, according to the API server's
 * audit log. What was deleted and created again counts twice: it is another object of the same
 * name.
 *
 * @param counts by what was created
 */
record Creations(Map<Child, Long> counts) {

  private static final Set<String> KINDS =
      Set.of(
          "natsclusters",
          "natsoperations",
          "configmaps",
          "secrets",
          "services",
          "poddisruptionbudgets",
          "statefulsets",
          "persistentvolumeclaims",
          "pods");

  /**
   * An object.
   *
   * @param kind in the plural
   * @param name of it
   * @param revision of the StatefulSet's template that a pod was made from; empty for other kinds
   */
  record Child(String kind, String name, String revision) {}

  /** Those of a NatsCluster and of one operation on it. */
  static Creations of(ApiAuditLog audit, Servers servers, String operation) {
    return new Creations(
        audit
            .calls(
                "\"namespace\":\"" + servers.namespace() + "\"",
                call ->
                    call.created()
                        && call.namespace().equals(servers.namespace())
                        && KINDS.contains(call.resource())
                        && belongs(call.name(), servers, operation))
            .stream()
            .collect(
                Collectors.groupingBy(
                    call -> new Child(call.resource(), call.name(), call.revision()),
                    Collectors.counting())));
  }

  /**
   * Asserts that each object was created once.
   *
   * @param pods how many were created, over all revisions of their template
   */
  void assertEachOnce(Servers servers, String operation, int pods) {
    var present = present(servers, operation);
    assertThat(present).extracting(Child::kind).containsAll(KINDS);
    assertThat(counts.keySet()).as("creations in the audit log").containsAll(present);
    assertThat(repeated()).as("created more than once").isEmpty();
    assertThat(counts.keySet().stream().filter(Creations::isServer).toList())
        .as("pods of servers that were made")
        .hasSize(pods);
  }

  /** Pods that pull an image come and go before. */
  private static boolean isServer(Child child) {
    return child.kind().equals("pods") && !child.name().endsWith("-pull");
  }

  /** How often each object of that kind was created, by its name. */
  Map<String, Long> times(String kind) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().kind().equals(kind))
        .collect(Collectors.toMap(count -> count.getKey().name(), Map.Entry::getValue, Long::sum));
  }

  /** Kind and name of all that was created more than once. */
  List<String> repeated() {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 1)
        .map(count -> count.getKey().kind() + " " + count.getKey().name())
        .sorted()
        .toList();
  }

  /**
   * Kind and name of what an agent wrote more than once; except the NatsCluster and its operation,
   * whose status reports each step.
   */
  static List<String> writtenAgain(ApiAuditLog audit, String agent, Servers servers) {
    return audit.writes(agent).stream()
        .filter(call -> call.succeeded() && call.namespace().equals(servers.namespace()))
        .filter(call -> !call.resource().startsWith("nats"))
        .filter(call -> belongs(call.name(), servers, ""))
        .collect(
            Collectors.groupingBy(
                call -> call.resource() + " " + call.name(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(object -> object.getValue() > 1)
        .map(Object::toString)
        .toList();
  }

  private static Set<Child> present(Servers servers, String operation) {
    var present = new HashSet<Child>();
    var objects = servers.member().get(String.join(",", KINDS), "-n", servers.namespace());
    for (JsonNode object : objects.path("items")) {
      var name = object.at("/metadata/name").asText();
      if (belongs(name, servers, operation)) {
        var kind = object.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
        var revision = object.at("/metadata/labels/controller-revision-hash").asText();
        present.add(new Child(kind, name, revision));
      }
    }
    return present;
  }

  /** All names of children begin with that of their NatsCluster. */
  private static boolean belongs(String name, Servers servers, String operation) {
    return name.equals(operation)
        || name.equals(servers.name())
        || name.startsWith(servers.name() + "-");
  }
}
