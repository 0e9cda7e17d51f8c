// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.ServerImages;
import dev.flotilla.e2e.workload.Servers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One NatsCluster through every version of the catalogue, with its messages. */
@Tag("soak")
@ExtendWith(SharedFleet.class)
class VersionsE2E {

  private static final List<String> VERSIONS =
      List.of("2.11.17", "2.12.15", "2.14.9", "2.15.2", "2.15.3");
  private static final String NAMESPACE = "upgrade";

  @Test
  void rollsFromVersionToVersion(TestFleet fleet) {
    ServerImages.load(fleet, fleet.east(), VERSIONS.toArray(String[]::new));
    var servers = new Servers(fleet.east(), NAMESPACE, "versions");
    for (String version : VERSIONS) {
      new Deployment(
              fleet.cli(),
              "east",
              NatsClusterManifest.of("versions", NAMESPACE)
                  .with("version", version)
                  .with("waivers", "[BELOW_SECURITY_FLOOR]"))
          .run();

      assertThat(servers.resource().at("/status/version").asText()).isEqualTo(version);
      assertThat(new ClientJob(fleet.east(), NAMESPACE, "versions").run(2000))
          .contains("read=2000");
    }
  }
}
