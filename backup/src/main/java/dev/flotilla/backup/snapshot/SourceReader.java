// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads an archive ahead of what is sent, so that a pause of the source is seen in time. */
final class SourceReader implements Closeable {
  private static final int AHEAD = 2;

  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;

  /** What was read. */
  sealed interface Piece {
    /** At least one byte. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Bytes(byte[] bytes) implements Piece {}

    /** Nothing more. */
    record End() implements Piece {}

    /** The source failed. */
    record Failed(IOException problem) implements Piece {}
  }

  /** Starts to read; the caller closes the source. */
  SourceReader(InputStream source, int chunk) {
    thread = Thread.ofVirtual().name("restore-source").start(() -> read(source, chunk));
  }

  /** The next piece; null if there is none in time. */
  @Nullable Piece take(Duration longest) throws InterruptedException {
    return pieces.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void read(InputStream source, int chunk) {
    try {
      Piece piece = piece(source, chunk);
      while (piece instanceof Piece.Bytes) {
        pieces.put(piece);
        piece = piece(source, chunk);
      }
      pieces.put(piece);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static Piece piece(InputStream source, int chunk) {
    try {
      byte[] bytes = source.readNBytes(chunk);
      return bytes.length == 0 ? new Piece.End() : new Piece.Bytes(bytes);
    } catch (InterruptedIOException interrupted) {
      return new Piece.Failed(interrupted);
    } catch (IOException problem) {
      return new Piece.Failed(problem);
    } catch (RuntimeException problem) {
      return new Piece.Failed(new IOException("the source of the archive failed", problem));
    }
  }
}
