// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Command;
import java.time.Duration;
import java.util.stream.Stream;

/** Images of nats-server that few tests need. */
public final class ServerImages {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private ServerImages() {}

  /** Builds those of these versions where they are missing, and loads them into a cluster. */
  public static void load(TestFleet fleet, Member member, String... versions) {
    var environment = fleet.fleet().environment();
    var names = Stream.of(versions).map(version -> "nats-" + version).toList();
    Command.of(environment.rig().program(), "images")
        .with(names.toArray(String[]::new))
        .patience(PATIENCE)
        .run()
        .orThrow();
    environment.rig().load(member.name(), names.stream().map(environment::image).toList());
  }
}
