// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object over connections that may fail: after each failure from the byte that follows the
 * last one delivered. An end that comes early is a failure too, since the JDK's HTTP client takes a
 * lost connection for the end of a body.
 */
final class ResumingInput extends InputStream {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final Source source;
  private final long size;
  private final int attempts;
  private long position;
  private int failures;
  private @Nullable InputStream body;

  /** An object of which any part can be opened. */
  interface Source {
    /** The bytes from there to the end. */
    InputStream from(long offset) throws StorageFailure;

    /** The failure behind this one. */
    StorageFailure named(IOException problem);

    /** Waits; fails when there is nothing to wait for any more. */
    void pause(Duration length) throws StorageFailure;
  }

  /**
   * An object of that size.
   *
   * @param attempts in a row without a single byte, after which it fails
   */
  ResumingInput(Source source, long size, int attempts) {
    this.source = source;
    this.size = size;
    this.attempts = attempts;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws StorageFailure {
    if (length == 0) {
      return 0;
    }
    while (position < size) {
      int count = attempt(bytes, offset, length);
      if (count > 0) {
        position += count;
        failures = 0;
        return count;
      }
    }
    return -1;
  }

  @Override
  public void close() {
    InputStream open = body;
    body = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException unimportant) {
        // All that was wanted has been read.
      }
    }
  }

  /** 0 when the connection failed and another attempt is worthwhile. */
  private int attempt(byte[] bytes, int offset, int length) throws StorageFailure {
    try {
      InputStream open = body;
      if (open == null) {
        open = source.from(position);
        body = open;
      }
      int count = open.read(bytes, offset, length);
      if (count < 0) {
        throw new IOException("the connection ended at byte %d of %d".formatted(position, size));
      }
      return count;
    } catch (IOException problem) {
      close();
      StorageFailure failure = source.named(problem);
      failures++;
      if (!failure.problem().isTransient() || failures >= attempts) {
        throw failure;
      }
      source.pause(FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 6)));
      return 0;
    }
  }
}
