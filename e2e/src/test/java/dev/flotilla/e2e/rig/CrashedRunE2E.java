// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A run that is killed removes nothing; the next one does so instead. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
class CrashedRunE2E {

  private static final String CLUSTER = "orphan";

  /** Prints a line for each thing on this machine that belongs to the cluster. */
  private static final String TRACES =
      """
      name=$0 network=$1 number=${1%.}
      ip netns list | sed -n "s/.*$name.*/network namespace &/p"
      sed -n "s/.*$name.*/mount &/p" /proc/mounts
      find /sys/fs/cgroup -maxdepth 3 -name "fl-$name*" -printf 'cgroup %f\\n'
      pgrep -f "/members/$name/" | sed 's/^/process /'
      ip -o address | sed -n "s/.*$network.*/address &/p"
      iptables-save | sed -n "s/.* flbr${number##*.} .*/rule &/p"
      find "${FLOTILLA_RIG_STATE:-/var/lib/flotilla-rig}/members" -maxdepth 1 -name "$name" -printf 'folder %p\\n'
      """;

  private final Path rig =
      Path.of(Environment.ofThisProcess().variable("FLOTILLA_RIG").orElseThrow());

  @Test
  void leavesNothingOnceTheNextOneBegins() throws IOException, InterruptedException {
    var run = new ProcessBuilder("sleep", "600").start();
    String network;
    try {
      rig("up", CLUSTER, "--owner", Long.toString(run.pid()));
      network = network();
      assertThat(traces(network))
          .extracting(trace -> trace.split(" ", -1)[0])
          .contains("network", "mount", "cgroup", "process", "address", "rule", "folder");
    } finally {
      run.destroyForcibly().waitFor();
    }

    rig("reap");

    assertThat(traces(network)).isEmpty();
  }

  /** The first part of its nodes' addresses, such as {@code 10.210.5.}. */
  private String network() {
    return rig("list")
        .lines()
        .filter(line -> line.startsWith(CLUSTER + " "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1, line.lastIndexOf('.') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> traces(String network) {
    return Command.of("bash", "-c", TRACES, CLUSTER, network).run().output().lines().toList();
  }

  private String rig(String... arguments) {
    return Command.of(rig, arguments).run().orThrow();
  }
}
