// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallVolumeIT {
  @TempDir Path folder;

  @Test
  void aFullAndAReadOnlyVolumeAreNamedAndNothingHalfIsLeft() throws Exception {
    assumeTrue(run("true").strip().isEmpty(), "no user namespaces on this machine");

    String said =
        run(
            "mount -t tmpfs -o size=2m none '%s' && exec '%s/bin/java' -Xmx64m -cp '%s' %s '%s'"
                .formatted(
                    folder,
                    System.getProperty("java.home"),
                    System.getProperty("java.class.path"),
                    SmallVolume.class.getName(),
                    folder));

    assertThat(said.lines())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("first written"),
            full ->
                assertThat(full)
                    .startsWith("large FULL cannot write ")
                    .contains("No space left on device", "expand the volume"),
            after -> assertThat(after).isEqualTo("last written"),
            listed -> assertThat(listed).isEqualTo("[first, last]"),
            unfinished -> assertThat(unfinished).isEqualTo("0 unfinished"),
            readOnly -> assertThat(readOnly).startsWith("other READ_ONLY cannot write "),
            read -> assertThat(read).isEqualTo("100000"));
  }

  private static String run(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of("unshare", "-Urm", "sh", "-c", script))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
