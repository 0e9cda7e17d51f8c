// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A long-running program, with its output in a file. */
public final class Daemon implements AutoCloseable {

  private static final long GRACE_SECONDS = 20;

  private final Process process;
  private final Path log;

  private Daemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it; output is appended to the log. */
  public static Daemon start(Command command, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      var builder = command.builder().redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new Daemon(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean runs() {
    return process.isAlive();
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Records which process it is, for a later run of this program. */
  public void record(Path file) {
    try {
      Files.writeString(file, identity(process.toHandle()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process that was recorded, if it is still the same one. */
  public static void endRecorded(Path file) {
    try {
      if (Files.exists(file)) {
        var record = Files.readString(file);
        ProcessHandle.of(Long.parseLong(record.split(" ", -1)[0]))
            .filter(handle -> identity(handle).equals(record))
            .ifPresent(ProcessHandle::destroy);
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process id may be reused; together with the start time it is unique. */
  private static String identity(ProcessHandle handle) {
    return handle.pid() + " " + handle.info().startInstant().map(Object::toString).orElse("");
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to end, and ends it when it does not. */
  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
