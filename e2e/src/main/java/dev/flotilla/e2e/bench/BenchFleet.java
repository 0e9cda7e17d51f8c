// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.ProcessHub;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A hub and one member to measure.
 *
 * @param fleet with the hub
 * @param member that is measured
 * @param audit log of its API server
 * @param folder for files
 */
record BenchFleet(Fleet fleet, Member member, ApiAuditLog audit, Path folder) {

  /** The agent's ServiceAccount. */
  static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";

  /** Namespace of its NatsClusters. */
  static final String NAMESPACE = "nats";

  private static final String MEMBER = "bench";

  /** Measures on a fleet that is removed afterwards by the owner of the run. */
  static Measurements measure(Environment environment, Function<BenchFleet, Measurements> bench) {
    var folder = environment.home().resolve("e2e/target/bench-" + ProcessHandle.current().pid());
    var cluster = environment.rig().up(MEMBER, 1);
    var member = Member.ofRig(MEMBER, cluster.kubeconfig(), environment);
    environment
        .rig()
        .load(MEMBER, List.of(environment.image("agent"), environment.image("nats-2.15.2")));
    try (var hub = ProcessHub.start(environment, folder)) {
      var fleet =
          Fleet.of(
              environment,
              hub,
              folder.resolve("configuration"),
              line -> System.err.println("   " + line));
      fleet.enrol(member, List.of(NAMESPACE));
      return bench.apply(new BenchFleet(fleet, member, cluster.audit(), folder));
    }
  }

  /** Deploys and returns what the command printed. */
  String deploy(NatsClusterManifest manifest, String... options) {
    return deploy(MEMBER, manifest, options);
  }

  /** The same to another member. */
  String deploy(String to, NatsClusterManifest manifest, String... options) {
    try {
      var file = Files.writeString(folder.resolve("natscluster.yaml"), manifest.yaml());
      return fleet
          .cli()
          .command("deploy", "-f", file.toString(), "--member", to)
          .with(options)
          .run(line -> System.err.println("   " + line))
          .orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
