// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Prevents two servers on one store: nats-server itself starts on a store that is in use, and both
 * corrupt it. The proof of use is the kernel's lock on the lock file, which the server holds as
 * long as it lives.
 */
final class StoreFence {
  /** The state of a store's lock. */
  sealed interface Verdict {
    /** No server uses the store. */
    record Free() implements Verdict {}

    /** A server of an earlier hub used it, and was terminated. */
    record Ended(long pid) implements Verdict {}

    /** A server uses it that cannot be shown to be ours. */
    record Held(Optional<Long> pid) implements Verdict {}
  }

  private static final Path KERNEL_LOCKS = Path.of("/proc/locks");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path store;
  private final Path lockFile;

  /** Guards the store in a folder, which its server's lock file names in the same words. */
  StoreFence(Path store) {
    this.store = store;
    this.lockFile = store.resolve(ServerSupervisor.LOCK_FILE);
  }

  /** Terminates a server of an earlier hub, and no other. */
  Verdict clear() throws IOException {
    Optional<Long> holder = holder();
    if (holder.isEmpty()) {
      return new Verdict.Free();
    }
    long pid = holder.get();
    boolean ours =
        ServerLock.read(lockFile)
            .filter(lock -> lock.pid() == pid)
            .map(this::describesThisStore)
            .orElse(false);
    return ours ? end(pid) : new Verdict.Held(holder);
  }

  /** The process that holds the lock; empty when none does, or one that this process cannot see. */
  Optional<Long> holder() throws IOException {
    if (!Files.exists(lockFile) || !Files.isReadable(KERNEL_LOCKS)) {
      return Optional.empty();
    }
    return new KernelLocks(Files.readString(KERNEL_LOCKS))
        .holder(KernelLocks.Place.of(lockFile), ServerLock.read(lockFile).map(ServerLock::pid));
  }

  private boolean describesThisStore(ServerLock lock) {
    try {
      return lock.describesLiveServerOf(store);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private Verdict end(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    process.ifPresent(ProcessHandle::destroy);
    if (process.isPresent() && !ended(process.get())) {
      process.get().destroyForcibly();
      if (!ended(process.get())) {
        return new Verdict.Held(Optional.of(pid));
      }
    }
    return new Verdict.Ended(pid);
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException alive) {
      return ServerLock.startOf(process.pid()).isEmpty();
    } catch (ExecutionException failed) {
      return !process.isAlive();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
