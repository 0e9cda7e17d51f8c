// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import dev.flotilla.nats.connection.BackOff;
import dev.flotilla.nats.server.ServerLauncher;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs nats-server as a child of the hub and starts it again when it ends. One platform thread
 * starts every child and lives as long as the hub, because the kernel sends the parent-death signal
 * when the <em>thread</em> that forked ends (prctl(2)).
 */
final class ServerSupervisor implements ServerLauncher.Running {
  /** Name of the lock file in the store. */
  static final String LOCK_FILE = "nats-server.lock";

  private static final Logger LOG = Logger.getLogger(ServerSupervisor.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  /**
   * What to run.
   *
   * @param binary the nats-server program
   * @param configuration its configuration file
   * @param dataFolder the store; holds the lock file; absolute
   */
  record Child(Path binary, Path configuration, Path dataFolder) {}

  private final Child child;
  private final StoreFence fence;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Process process;

  /** Nothing runs until {@link #start}. */
  ServerSupervisor(Child child) {
    this.child = child;
    this.fence = new StoreFence(child.dataFolder());
    this.thread = Thread.ofPlatform().name("nats-server").daemon().unstarted(this::supervise);
  }

  /**
   * Clears the store's lock and begins to supervise.
   *
   * @throws StoreInUse when another server uses the store
   */
  void start() throws IOException {
    switch (fence.clear()) {
      case StoreFence.Verdict.Held held -> throw new StoreInUse(child.dataFolder(), held.pid());
      case StoreFence.Verdict.Ended ended ->
          LOG.warnf("Stopped nats-server %d, left behind by an earlier hub", ended.pid());
      case StoreFence.Verdict.Free _ -> LOG.debug("No nats-server uses the store");
    }
    thread.start();
  }

  @Override
  public void close() {
    stopping.countDown();
    Optional.ofNullable(process).ifPresent(Process::destroy);
    try {
      if (!thread.join(STOP_PATIENCE)) {
        Optional.ofNullable(process).ifPresent(Process::destroyForcibly);
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void supervise() {
    BackOff backOff = BackOff.upTo(LONGEST_PAUSE);
    while (stopping.getCount() > 0) {
      long began = System.nanoTime();
      int code = runOnce();
      if (stopping.getCount() == 0) {
        return;
      }
      backOff = backOff.after(Duration.ofNanos(System.nanoTime() - began));
      LOG.errorf("nats-server exited with code %d; restarting it in %s", code, backOff.delay());
      await(backOff.delay());
    }
  }

  private int runOnce() {
    try {
      Process started = new ProcessBuilder(command()).inheritIO().start();
      process = started;
      int code = started.waitFor();
      if (code == ExecWithParent.LOCKED) {
        LOG.error(new StoreInUse(child.dataFolder(), fence.holder()).getMessage());
      }
      return code;
    } catch (IOException failed) {
      LOG.error("nats-server cannot be started", failed);
      return -1;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath(),
        ExecWithParent.class.getName(),
        Long.toString(ProcessHandle.current().pid()),
        lockFile(child).toString(),
        child.binary().toString(),
        "--config",
        child.configuration().toString());
  }

  // This module's jar; while it is developed, its folder of classes.
  private static String classPath() {
    URL location = ExecWithParent.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(location.toString())).toString();
  }

  private static Path lockFile(Child child) {
    return child.dataFolder().resolve(LOCK_FILE);
  }

  private void await(Duration delay) {
    try {
      boolean ignored = stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
