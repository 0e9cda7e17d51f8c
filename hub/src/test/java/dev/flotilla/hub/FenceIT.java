// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.natschild.ExecWithParent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers never work on one store. */
class FenceIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private HubProcess hub;
  private @Nullable Process server;

  @BeforeEach
  void aStoreThatWasUsed() {
    hub = new HubProcess(folder).start();
    hub.close();
  }

  @AfterEach
  void end() {
    hub.close();
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  void theServerDiesWithItsHub() {
    hub.start();
    List<ProcessHandle> children = hub.children();
    assertThat(children).hasSize(1);

    hub.kill();
  }

  @Test
  void aServerLeftBehindIsEnded() throws IOException {
    long left = serve();

    hub.start();

    assertThat(hub.output()).contains("Stopped nats-server " + left);
  }

  @Test
  void aServerThatIsNotOursIsNamedAndLeftAlone() throws IOException, InterruptedException {
    long pid = serve();
    Path lock = lock();
    Files.writeString(lock, Files.readString(lock).replaceFirst("start=\\d+", "start=1"));

    Process refused = hub.launch();

    assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(refused.exitValue()).isNotZero();
    assertThat(hub.output())
        .contains("STORE_IN_USE")
        .contains("process " + pid)
        .contains("kill " + pid);
    assertThat(ProcessHandle.of(pid)).isPresent();
  }

  @Test
  void aSecondHubOnTheSameFolderIsRefused() throws InterruptedException {
    hub.start();

    Process second = hub.launch();

    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(2);
    assertThat(hub.output()).contains("DATA_DIR_IN_USE");
  }

  // As a hub starts it, but as a child of this test: what a hub that was killed would leave behind
  // without the death signal.
  private long serve() throws IOException {
    Path lock = lock();
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ExecWithParent.class.getName(),
                Long.toString(ProcessHandle.current().pid()),
                lock.toString(),
                ServerBinary.any().toString(),
                "--config",
                hub.data().resolve("nats-server.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("left-behind.log").toFile())
            .start();
    server = started;
    await().atMost(SOON).until(() -> text(lock).contains("pid=" + started.pid()));
    return started.pid();
  }

  private Path lock() {
    return hub.data().resolve("nats-server.lock");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException absent) {
      return "";
    }
  }
}
