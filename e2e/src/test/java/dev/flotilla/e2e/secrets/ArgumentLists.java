// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The argument lists of all processes of this machine, looked at all the time. */
final class ArgumentLists implements AutoCloseable {

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Thread watcher = Thread.ofPlatform().daemon().unstarted(this::watch);
  private volatile boolean closed;

  static ArgumentLists watched() {
    var lists = new ArgumentLists();
    lists.watcher.start();
    return lists;
  }

  /** Writes down what was seen. */
  Place place(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("argument-lists.txt"), String.join("\n", seen));
      return Place.files("argument lists", folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void watch() {
    while (!closed) {
      seen.addAll(
          ProcessHandle.allProcesses()
              .map(process -> read(process.pid()))
              .collect(Collectors.toSet()));
    }
  }

  private static String read(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException _) {
      return "";
    }
  }
}
