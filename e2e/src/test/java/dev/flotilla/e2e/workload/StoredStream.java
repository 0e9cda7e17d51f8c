// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * A stream as one server stores it.
 *
 * @param servers of the NatsCluster
 * @param pod of the server
 * @param name of the stream
 */
public record StoredStream(Servers servers, String pod, String name) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Keeps its server from reading and writing it, from a restart on; returns once it is back. */
  public void withhold() {
    var member = servers.member();
    var node = member.get("pod", pod, "-n", servers.namespace()).at("/spec/nodeName").asText();
    int all = servers.podUids().size();
    member.kubectl("cordon", node).run().orThrow();
    member.kubectl("delete", "pod", pod, "-n", servers.namespace(), "--wait").run().orThrow();
    permit("---------");
    member.kubectl("uncordon", node).run().orThrow();
    await(pod + " is ready").atMost(PATIENCE).until(() -> servers.readyPods() == all);
  }

  /** Lets its server have it again. */
  public void restore() {
    permit("rwxrwxrwx");
  }

  private void permit(String permissions) {
    try {
      Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString(permissions));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private Path folder() throws IOException {
    var member = servers.member();
    var claim = servers.name() + "-js-" + pod;
    var volume =
        member.get("pvc", claim, "-n", servers.namespace()).at("/spec/volumeName").asText();
    var root = Path.of(member.get("pv", volume).at("/spec/local/path").asText());
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith(Path.of("streams", name)))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(name + " is not below " + root));
    }
  }
}
