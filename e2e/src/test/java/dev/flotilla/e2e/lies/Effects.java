// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.lies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.Member;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an agent has done in a namespace.
 *
 * @param member where the agent is
 * @param audit of its API server
 * @param namespace to be observed
 */
record Effects(Member member, ApiAuditLog audit, String namespace) {

  private static final String AGENT = "system:serviceaccount:flotilla-lies:flotilla-agent";

  /** Documents, operations and all objects that are created for them. */
  Map<String, String> everything() {
    var state = children();
    state.putAll(versions("natsclusters,natsoperations"));
    return state;
  }

  Map<String, String> children() {
    return versions("statefulsets,services,configmaps,poddisruptionbudgets,secrets");
  }

  /** Writes of the agent since then. */
  List<ApiAuditLog.Call> writes(Instant from) {
    return audit.writes(AGENT).stream()
        .filter(call -> call.at().isAfter(from) && call.namespace().equals(namespace))
        .toList();
  }

  List<ApiAuditLog.Call> writesOfChildren(Instant from) {
    return writes(from).stream().filter(call -> !call.resource().startsWith("nats")).toList();
  }

  /** Each object with its generation and the owners of its fields. */
  private Map<String, String> versions(String kinds) {
    var versions = new TreeMap<String, String>();
    var objects = member.get(kinds, "-n", namespace, "--show-managed-fields");
    for (JsonNode object : objects.path("items")) {
      versions.put(
          object.path("kind").asText() + "/" + object.at("/metadata/name").asText(),
          object.at("/metadata/generation") + " " + object.at("/metadata/managedFields"));
    }
    return versions;
  }
}
