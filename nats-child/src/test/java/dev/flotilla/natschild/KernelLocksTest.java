// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.natschild.KernelLocks.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLocksTest {
  private static final KernelLocks LOCKS =
      new KernelLocks(
          """
          1: POSIX  ADVISORY  WRITE 11 fd:01:4711 0 EOF
          2: FLOCK  ADVISORY  WRITE 12 fd:02:4711 0 EOF
          2: -> FLOCK  ADVISORY  WRITE 13 fd:01:4711 0 EOF
          3: FLOCK  ADVISORY  WRITE 14 fd:01:14711 0 EOF
          4: FLOCK  ADVISORY  WRITE 15 fd:01:4711 0 EOF
          """);

  @TempDir Path folder;

  @Test
  void aFileIsItsDeviceAndItsInode() {
    assertThat(LOCKS.holder(new Place("fd:01", 4711), Optional.empty())).contains(15L);
    assertThat(LOCKS.holder(new Place("fd:02", 4711), Optional.empty())).contains(12L);
    assertThat(LOCKS.holder(new Place("fd:03", 4711), Optional.empty())).isEmpty();
    assertThat(LOCKS.holder(new Place("fd:01", 711), Optional.empty())).isEmpty();
  }

  @Test
  void whereTheDeviceIsShownDifferentlyTheLockFileIsBelieved() {
    assertThat(LOCKS.holder(new Place("00:2f", 4711), Optional.of(12L))).contains(12L);
    assertThat(LOCKS.holder(new Place("00:2f", 4711), Optional.of(99L))).isEmpty();
  }

  @Test
  void aDeviceNumberIsReadAsTheKernelWritesIt() {
    assertThat(Place.of(0xfd01, 1).device()).isEqualTo("fd:01");
    assertThat(Place.of(0x10302, 1).device()).isEqualTo("103:02");
    assertThat(Place.of(0x2f, 1).device()).isEqualTo("00:2f");
  }

  /** The kernel's own list, with a lock of this process: a POSIX one has the same last fields. */
  @Test
  void theFileOfAHeldLockIsFoundInTheKernelsList() throws IOException {
    Path file = Files.createFile(folder.resolve("lock"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      String list = Files.readString(Path.of("/proc/locks")).replace("POSIX", "FLOCK");

      assertThat(lock.isValid()).isTrue();
      assertThat(new KernelLocks(list).holder(Place.of(file), Optional.of(-1L)))
          .contains(ProcessHandle.current().pid());
    }
  }
}
