// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import dev.flotilla.nats.configuration.PasswordVariable;
import dev.flotilla.nats.configuration.ServerConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One nats-server as a process of its own. It ends with this JVM. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  private final String name;
  private final int port;
  private final Path folder;
  private final Path binary;
  private String expectedDigest = "";
  private Map<String, String> variables = Map.of();
  private @Nullable Process process;
  private @Nullable Thread hook;

  private ServerProcess(String name, int port, Path folder, Path binary) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.binary = binary;
  }

  /**
   * A server that will listen on this loopback port and keep its files in this folder; not yet
   * started.
   */
  public static ServerProcess at(String name, int port, Path folder, Path binary) {
    return new ServerProcess(name, port, folder, binary);
  }

  /** URL for clients. */
  public String url() {
    return "nats://127.0.0.1:" + port;
  }

  /** The server's name. */
  public String name() {
    return name;
  }

  /** The {@code config_digest} that it should report; empty before {@link #configure}. */
  public String expectedDigest() {
    return expectedDigest;
  }

  /** Writes the configuration; the next start reads it. */
  public void configure(ServerConfiguration configuration) {
    expectedDigest = configuration.digest();
    variables = configuration.variables();
    try {
      Files.createDirectories(folder);
      Files.writeString(file(), configuration.text());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Starts it and returns once clients can connect. */
  public void start() {
    ProcessBuilder builder =
        new ProcessBuilder(binary.toString(), "--config", file().toString(), "--name", name);
    builder.redirectErrorStream(true).redirectOutput(log().toFile());
    variables.forEach(
        (name, value) -> builder.environment().put(name, PasswordVariable.quoted(value)));
    try {
      Process started = builder.start();
      process = started;
      hook = new Thread(started::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    Awaitility.await(name + " listens; see " + log())
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(20))
        .failFast(this::requireAlive)
        .until(this::listens);
  }

  /** Kills it as a crash would. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      awaitEnd(running);
      process = null;
    }
    Optional.ofNullable(hook).ifPresent(Runtime.getRuntime()::removeShutdownHook);
    hook = null;
  }

  /** Stops its process without ending it, as a machine that hangs would. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void thaw() {
    signal("CONT");
  }

  /** Has it close its clients and end, as Kubernetes has before a pod goes, and waits for that. */
  public void retire() {
    Process running = Objects.requireNonNull(process, "not started");
    signal("USR2");
    try {
      if (!running.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nats-server does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  private void signal(String name) {
    Process running = Objects.requireNonNull(process, "not started");
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().waitFor();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it has logged. */
  public String logText() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private void requireAlive() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(name + " ended: " + logText());
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void awaitEnd(Process running) {
    try {
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nats-server does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Path file() {
    return folder.resolve("nats.conf");
  }

  private Path log() {
    return folder.resolve("log");
  }
}
