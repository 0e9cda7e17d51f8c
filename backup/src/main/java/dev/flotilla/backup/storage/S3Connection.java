// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A client whose requests end in time. They run on virtual threads: there an interrupt closes the
 * socket, while on others a write to a storage that hangs would never end.
 */
final class S3Connection implements AutoCloseable {
  private final S3Client client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  S3Connection(S3Client client) {
    this.client = client;
  }

  /** Makes a request and waits for its answer. */
  <T> T call(String attempt, Function<S3Client, T> request) throws StorageFailure {
    return await(attempt, start(request));
  }

  /** Makes a request. */
  <T> Future<T> start(Function<S3Client, T> request) {
    return threads.submit(() -> request.apply(client));
  }

  /** Waits for the answer. An interrupt cancels the request. */
  static <T> T await(String attempt, Future<T> answer) throws StorageFailure {
    try {
      return answer.get();
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new StorageFailure(StorageProblem.INTERRUPTED, attempt, "", null);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof SdkException problem) {
        throw S3Failures.of(attempt, problem);
      }
      throw new IllegalStateException("cannot " + attempt, failed.getCause());
    }
  }

  /** Waits so long, or until closed or interrupted: then it fails. */
  void pause(String attempt, Duration length) throws StorageFailure {
    boolean cancelled;
    try {
      cancelled = closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      cancelled = true;
    }
    if (cancelled) {
      throw new StorageFailure(StorageProblem.INTERRUPTED, attempt, "", null);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
    client.close();
  }
}
