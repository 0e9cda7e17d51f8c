// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The argument lists of all processes of this machine, those in pods included. A process is read
 * continuously while it is young, since it becomes another program when a script or a container
 * runtime has prepared it, and now and then when it is old.
 */
public final class ArgumentLists implements AutoCloseable {

  /** Shorter than any program of interest runs. */
  private static final long PAUSE_MILLIS = 30;

  private static final int YOUNG = 100;
  private static final int NOW_AND_THEN = 100;

  private static final File PROCESSES = new File("/proc");

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /** How often each process was there. */
  private Map<String, Integer> ages = Map.of();

  /** Records from now on. */
  public static ArgumentLists watched() {
    var lists = new ArgumentLists();
    var _ =
        lists.watcher.scheduleWithFixedDelay(lists::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return lists;
  }

  /** Each argument list that was seen so far, its arguments with a space between. */
  public Set<String> seen() {
    return Set.copyOf(seen);
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }

  private void look() {
    var present = new HashMap<String, Integer>();
    for (String process : Objects.requireNonNull(PROCESSES.list())) {
      if (Character.isDigit(process.charAt(0))) {
        int age = ages.getOrDefault(process, 0) + 1;
        present.put(process, age);
        if (age < YOUNG || age % NOW_AND_THEN == 0) {
          read(process);
        }
      }
    }
    ages = present;
  }

  private void read(String process) {
    try {
      var arguments = PROCESSES.toPath().resolve(process).resolve("cmdline");
      seen.add(Files.readString(arguments, ISO_8859_1).replace('\0', ' '));
    } catch (IOException _) {
      // It has ended in the meantime.
    }
  }
}
