// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.AuditLog;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Comes last, and looks at what the agents asked of their API servers in all the other tests. */
@Tag("e2e")
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedFleet.class)
class RightsE2E {

  private static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";
  private static final String NAMESPACE = "nats";

  @Test
  void areThoseOfTheChart(TestFleet fleet) {
    var manifest = NatsClusterManifest.of("rights", NAMESPACE).with("replicas", "1");
    new Deployment(fleet.cli(), "east", manifest).run();

    assertThat(forbidden(fleet.rig().up("east", 1).audit())).as("refused to east").isEmpty();
    assertThat(forbidden(fleet.rig().up("west", 1).audit())).as("refused to west").isEmpty();
    assertThat(managers(fleet.east()))
        .as("who owns fields of the children, their status apart")
        .containsExactly("flotilla-agent");
  }

  private static List<AuditLog.Call> forbidden(AuditLog audit) {
    var calls = audit.calls(AGENT);
    assertThat(calls).isNotEmpty();
    return calls.stream().filter(call -> call.code() == HttpURLConnection.HTTP_FORBIDDEN).toList();
  }

  private static Set<String> managers(Member member) {
    var managers = new TreeSet<String>();
    var children =
        member.get(
            "statefulsets,services,configmaps,poddisruptionbudgets",
            "-n",
            NAMESPACE,
            "-l",
            "flotilla.dev/natscluster=rights",
            "--show-managed-fields");
    for (JsonNode child : children.path("items")) {
      for (JsonNode entry : child.at("/metadata/managedFields")) {
        if (entry.path("subresource").isMissingNode()) {
          managers.add(entry.path("manager").asText());
        }
      }
    }
    return managers;
  }
}
