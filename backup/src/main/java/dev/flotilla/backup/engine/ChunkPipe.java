// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pipe from one thread to another, of at most so many chunks. Unlike the JDK's it lets both work
 * at once, and passes on why the writer stopped.
 */
final class ChunkPipe {
  private static final int CHUNK = 1 << 18;
  private static final int CHUNKS = 8;
  private static final long LOOK_MILLIS = 200;

  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(CHUNKS);
  private volatile boolean abandoned;

  private sealed interface Piece {}

  @SuppressWarnings("ArrayRecordComponent") // Passed on and never compared.
  private record Bytes(byte[] bytes) implements Piece {}

  /** The last one; with a reason unless the writer has come to its end. */
  private record End(@Nullable IOException reason) implements Piece {}

  /** Written to by one thread; closed before {@link #finish} the reader sees a failure. */
  final OutputStream out = new Writer();

  /** Read by another; closed, the writer sees a failure. */
  final InputStream in = new Reader();

  /** Lets the reader come to a regular end. */
  void finish() throws IOException {
    out.flush();
    put(new End(null));
  }

  /** Lets the reader fail for this reason. */
  void fail(IOException reason) throws IOException {
    put(new End(reason));
  }

  private void put(Piece piece) throws IOException {
    try {
      while (!pieces.offer(piece, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (abandoned) {
          throw new IOException("the reader has stopped");
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing to another thread");
    }
  }

  private final class Writer extends OutputStream {
    private byte[] chunk = new byte[CHUNK];
    private int length;

    @Override
    public void write(int value) throws IOException {
      if (length == CHUNK) {
        flush();
      }
      chunk[length++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      int written = 0;
      while (written < count) {
        if (length == CHUNK) {
          flush();
        }
        int part = Math.min(count - written, CHUNK - length);
        System.arraycopy(bytes, offset + written, chunk, length, part);
        length += part;
        written += part;
      }
    }

    @Override
    public void flush() throws IOException {
      if (length > 0) {
        put(new Bytes(length == CHUNK ? chunk : Arrays.copyOf(chunk, length)));
        chunk = new byte[CHUNK];
        length = 0;
      }
    }
  }

  private final class Reader extends InputStream {
    private byte[] chunk = {};
    private int position;
    private @Nullable End end;

    @Override
    public int read() throws IOException {
      return fill() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int part = Math.min(length, chunk.length - position);
      System.arraycopy(chunk, position, into, offset, part);
      position += part;
      return part;
    }

    @Override
    public void close() {
      abandoned = true;
      pieces.clear();
    }

    private boolean fill() throws IOException {
      while (position == chunk.length && end == null) {
        switch (take()) {
          case Bytes(var bytes) -> {
            chunk = bytes;
            position = 0;
          }
          case End last -> end = last;
        }
      }
      if (end != null && end.reason() != null) {
        throw new IOException(end.reason().getMessage(), end.reason());
      }
      return end == null;
    }

    private Piece take() throws IOException {
      try {
        return pieces.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading from another thread");
      }
    }
  }
}
