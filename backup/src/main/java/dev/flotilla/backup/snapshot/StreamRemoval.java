// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import dev.flotilla.backup.snapshot.RestoreFailed.Cleanup;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Deletes what a failed restore may have left. {@code STREAM.DELETE} is sent even if {@code
 * STREAM.INFO} knows no such stream: the name of a restore that was cut can be taken nevertheless,
 * and the server may create the stream yet.
 */
final class StreamRemoval {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final JetStreamApi api;
  private final Reconnect reconnect;
  private final String stream;
  private final long deadline;

  StreamRemoval(JetStreamApi api, Reconnect reconnect, String stream, Duration longest) {
    this.api = api;
    this.reconnect = reconnect;
    this.stream = stream;
    this.deadline = System.nanoTime() + longest.toNanos();
  }

  /** What is known of it. */
  enum Left {
    /** It takes no more chunks: what is not there now will not come. */
    CANCELLED(Duration.ofSeconds(1)),

    /** All was sent, and the server may still be at work. */
    ENDED(Duration.ofSeconds(8)),

    /**
     * Its beginning was not answered, so that nothing was sent: a stream with messages is
     * another's.
     */
    NEVER_ANSWERED(Duration.ofSeconds(8));

    private final Duration absence;

    Left(Duration absence) {
      this.absence = absence;
    }
  }

  /** Deletes it, in a thread of its own, which an interrupt of this one does not stop. */
  Cleanup remove(Left left) {
    AtomicReference<Cleanup> result = new AtomicReference<>(Cleanup.UNCONFIRMED);
    Thread thread =
        Thread.ofVirtual().name("restore-cleanup").start(() -> result.set(confirmed(left)));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result.get();
  }

  private Cleanup confirmed(Left left) {
    try {
      if (api.connection().getStatus() != Connection.Status.CLOSED) {
        return delete(api, left);
      }
      try (Connection other = reconnect.connect()) {
        return delete(api.over(other), left);
      }
    } catch (IOException problem) {
      return Cleanup.UNCONFIRMED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Cleanup.UNCONFIRMED;
    }
  }

  private Cleanup delete(JetStreamApi via, Left left) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long absentSince = 0;
    while (System.nanoTime() < deadline) {
      switch (attempt(via, left)) {
        case DELETED -> {
          absentSince = 0;
        }
        case ABSENT -> {
          absentSince = absentSince == 0 ? System.nanoTime() : absentSince;
          if (System.nanoTime() - absentSince >= left.absence.toNanos()) {
            return Cleanup.DELETED;
          }
        }
        case ANOTHERS -> {
          return Cleanup.UNCONFIRMED;
        }
        case UNKNOWN -> absentSince = 0;
      }
      never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return Cleanup.UNCONFIRMED;
  }

  private enum Attempt {
    DELETED,
    ABSENT,
    ANOTHERS,
    UNKNOWN
  }

  private Attempt attempt(JetStreamApi via, Left left) throws InterruptedException {
    try {
      if (left == Left.NEVER_ANSWERED && hasContent(via)) {
        return Attempt.ANOTHERS;
      }
      via.ask("STREAM.DELETE." + stream, JetStreamApi.object());
      return Attempt.DELETED;
    } catch (ApiError refused) {
      return refused.code() == ApiError.STREAM_NOT_FOUND ? Attempt.ABSENT : Attempt.UNKNOWN;
    } catch (IOException unanswered) {
      return Attempt.UNKNOWN;
    }
  }

  private boolean hasContent(JetStreamApi via) throws IOException, InterruptedException {
    try {
      return via.info(stream).path("state").path("last_seq").asLong() > 0;
    } catch (ApiError refused) {
      if (refused.code() == ApiError.STREAM_NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }
}
