// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Command;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The hub reaches no member, and nothing outside a member reaches its agent; a lifted barrier shows
 * that we would see it.
 */
@Tag("e2e")
@ExtendWith(SharedFleet.class)
class IsolationE2E {

  private static final Pattern SERVER = Pattern.compile("server: \"?(https://[^\"\\s]+)");

  @Test
  void nothingOpensAConnectionIntoAMember(TestFleet fleet) throws Exception {
    var doors = doors(fleet);

    assertThat(openFromHub(fleet, doors)).as("doors of east that the hub can open").isEmpty();
    assertThat(open(agentPods(fleet))).as("agents that this machine can reach").isEmpty();
    assertThat(openFromWest(fleet, doors)).as("doors of east that west can open").isEmpty();

    fleet.rig().liftBarrier();
    try {
      assertThat(openFromHub(fleet, doors)).as("with the barrier lifted").isEqualTo(doors);
    } finally {
      fleet.rig().closeBarrier();
    }
    assertThat(openFromHub(fleet, doors)).as("with the barrier back").isEmpty();
  }

  private static List<String> doors(TestFleet fleet) throws Exception {
    var doors = new ArrayList<>(agentPods(fleet));
    doors.add(apiServer(fleet.east().kubeconfig()));
    return doors;
  }

  private static List<String> agentPods(TestFleet fleet) {
    var doors = new ArrayList<String>();
    var pods =
        fleet.east().get("pods", "-n", "flotilla", "-l", "app.kubernetes.io/name=flotilla-agent");
    for (JsonNode pod : pods.path("items")) {
      doors.add(pod.at("/status/podIP").asText() + ":8080");
    }
    assertThat(doors).isNotEmpty();
    return doors;
  }

  private static String apiServer(Path kubeconfig) throws Exception {
    var matcher = SERVER.matcher(Files.readString(kubeconfig));
    assertThat(matcher.find()).isTrue();
    var url = URI.create(matcher.group(1));
    return url.getHost() + ":" + url.getPort();
  }

  private static List<String> openFromHub(TestFleet fleet, List<String> doors) {
    return doors.stream()
        .filter(door -> fleet.rig().inHubNetwork(connect(door)).run().succeeded())
        .toList();
  }

  private static List<String> openFromWest(TestFleet fleet, List<String> doors) {
    return doors.stream()
        .filter(door -> fleet.rig().onNode("west", connect(door)).run().succeeded())
        .toList();
  }

  private static List<String> open(List<String> doors) {
    return doors.stream().filter(door -> connect(door).run().succeeded()).toList();
  }

  /** Opens a TCP connection and says nothing. */
  private static Command connect(String door) {
    int colon = door.lastIndexOf(':');
    var script = "exec 3<>/dev/tcp/" + door.substring(0, colon) + "/" + door.substring(colon + 1);
    return Command.of("timeout", "3", "bash", "-c", script).patience(Duration.ofSeconds(10));
  }
}
