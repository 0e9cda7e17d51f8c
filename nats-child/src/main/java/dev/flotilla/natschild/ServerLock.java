// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the lock file in a store says about the server that wrote it.
 *
 * @param pid the server's process id
 * @param start its start time in clock ticks since the machine's boot (field 22 of {@code
 *     /proc/<pid>/stat})
 * @param boot the machine's boot id, since ticks begin again at each boot
 * @param store the folder that it serves
 */
record ServerLock(long pid, long start, String boot, Path store) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Empty when the file is absent or does not say all four facts. */
  static Optional<ServerLock> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> facts =
        Files.readString(file)
            .lines()
            .filter(line -> line.contains("="))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf('=')),
                    line -> line.substring(line.indexOf('=') + 1),
                    (first, second) -> second));
    return parse(facts);
  }

  private static Optional<ServerLock> parse(Map<String, String> facts) {
    String pid = facts.getOrDefault("pid", "");
    String start = facts.getOrDefault("start", "");
    String boot = facts.getOrDefault("boot", "");
    String store = facts.getOrDefault("store", "");
    if (!pid.matches("\\d{1,18}") || !start.matches("\\d{1,18}") || store.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerLock(Long.parseLong(pid), Long.parseLong(start), boot, Path.of(store)));
  }

  /**
   * Whether the process that wrote the lock is the one that now has its id, and served this store.
   */
  boolean describesLiveServerOf(Path folder) throws IOException {
    return store.equals(folder) && boot.equals(bootId()) && startOf(pid).equals(Optional.of(start));
  }

  private static String bootId() throws IOException {
    return Files.readString(BOOT_ID).strip();
  }

  /**
   * Clock ticks since boot at which a process started; empty when there is none, or only its
   * unreaped remains.
   */
  static Optional<Long> startOf(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return afterName[0].equals("Z")
          ? Optional.empty()
          : Optional.of(Long.parseLong(afterName[19]));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
