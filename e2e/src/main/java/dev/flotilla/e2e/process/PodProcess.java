// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of a pod as this machine's kernel shows it.
 *
 * @param pid on this machine, not in the pod
 */
public record PodProcess(long pid) {

  /** What the command line of an agent holds. */
  public static final String AGENT = "quarkus-run.jar";

  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int START = 19;

  /**
   * The process in a pod whose command line holds a word; empty while, which has none.
   *
   * @param uid of the pod
   * @param word such as the name of the program
   */
  public static Optional<PodProcess> inPod(String uid, String word) {
    return ProcessHandle.allProcesses()
        .map(process -> new PodProcess(process.pid()))
        .filter(
            process ->
                process.read("cgroup").contains(uid) && process.read("cmdline").contains(word))
        .findFirst();
  }

  /** A line of {@code /proc/PID/status} that is in kB, in MB. */
  public double megabytes(String key) {
    return read("status")
            .lines()
            .filter(line -> line.startsWith(key + ":"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024.0;
  }

  /** Processor time so far, in seconds. */
  public double cpuSeconds() {
    return (Long.parseLong(stat(UTIME)) + Long.parseLong(stat(STIME))) / ticksPerSecond();
  }

  /** When it was started, to 10 ms. */
  public Instant startedAt() {
    double sinceBoot = Long.parseLong(stat(START)) / ticksPerSecond();
    return bootTime().plusMillis(Math.round(sinceBoot * 1000));
  }

  /** Pauses it until it is resumed or killed. */
  public void pause() {
    signal("STOP");
  }

  /** Resumes it. */
  public void resume() {
    signal("CONT");
  }

  /** Kills it. */
  public void kill() {
    signal("KILL");
  }

  private void signal(String name) {
    Command.of("kill", "-" + name, Long.toString(pid)).run().orThrow();
  }

  private static double ticksPerSecond() {
    return 100; // USER_HZ, which Linux fixes for /proc on every architecture that has a JDK
  }

  /** Now less the time since boot: btime of /proc/stat has whole seconds only. */
  private static Instant bootTime() {
    try {
      double uptime =
          Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);
      return java.time.Clock.systemUTC().instant().minusMillis(Math.round(uptime * 1000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fields behind the program's name, which may hold spaces. */
  private String stat(int index) {
    var text = read("stat");
    return text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[index];
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException _) {
      return "";
    }
  }
}
