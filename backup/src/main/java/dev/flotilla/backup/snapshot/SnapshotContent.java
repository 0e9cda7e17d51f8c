// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import dev.flotilla.backup.snapshot.SnapshotFailed.Reason;
import io.nats.client.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The archive, chunk by chunk as a reader asks for it. */
final class SnapshotContent extends InputStream {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final int COMPLETE = 204;
  private static final int REFUSED = 408;

  private final ChunkQueue queue;
  private final ConnectionWatch watch;
  private final Origin origin;
  private final Duration silence;
  private byte[] chunk = {};
  private int position;
  private long bytes;
  private long index;
  private boolean complete;

  SnapshotContent(ChunkQueue queue, ConnectionWatch watch, Origin origin, Duration silence) {
    this.queue = queue;
    this.watch = watch;
    this.origin = origin;
    this.silence = silence;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    return position < chunk.length || fill() ? chunk[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    Objects.checkFromIndexSize(start, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (position == chunk.length && !fill()) {
      return -1;
    }
    int size = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, into, start, size);
    position += size;
    return size;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long before = bytes;
    while (position < chunk.length || fill()) {
      out.write(chunk, position, chunk.length - position);
      position = chunk.length;
    }
    return bytes - before;
  }

  private boolean fill() throws IOException {
    chunk = new byte[0];
    position = 0;
    if (complete) {
      return false;
    }
    Message message = await();
    if (message.getData().length == 0) {
      requireComplete(message);
      complete = true;
      return false;
    }
    requireNext(message);
    chunk = message.getData();
    bytes += chunk.length;
    return true;
  }

  private Message await() throws IOException {
    long start = System.nanoTime();
    boolean asked = false;
    try {
      while (true) {
        @Nullable Message message = queue.take(LOOK);
        if (message != null) {
          return message;
        }
        if (watch.isLost()) {
          throw failed(Reason.CONNECTION_LOST, "the connection was lost");
        }
        Duration quiet = Duration.ofNanos(System.nanoTime() - start);
        if (!asked && quiet.compareTo(QUIET) > 0) {
          asked = origin.isReplaced();
        }
        requireSound(quiet, asked);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the snapshot was interrupted");
    }
  }

  private void requireSound(Duration quiet, boolean replaced) throws SnapshotFailed {
    if (replaced) {
      throw failed(
          Reason.LEADER_LOST, origin.leader() + " leads the stream no more and sends nothing");
    }
    if (quiet.compareTo(silence) > 0) {
      throw failed(Reason.SILENT, "nothing came for " + silence.toSeconds() + " s");
    }
  }

  /** The acknowledgement's subject ends with the number of the chunk, except of the last part. */
  private void requireNext(Message message) throws SnapshotFailed {
    String reply = message.getReplyTo();
    if (reply != null) {
      index++;
      if (!reply.endsWith("." + index)) {
        throw failed(Reason.CHUNK_LOST, "chunk " + index + " is missing before " + reply);
      }
    }
  }

  private void requireComplete(Message end) throws SnapshotFailed {
    if (!end.isStatusMessage() || end.getStatus().getCode() == COMPLETE) {
      return;
    }
    String words = String.valueOf(end.getStatus().getMessage());
    if (end.getStatus().getCode() != REFUSED) {
      throw failed(Reason.SERVER_ERROR, "the server reports: " + words);
    }
    if (words.contains("Interest")) {
      throw failed(Reason.NO_INTEREST, "the server saw no subscription: " + words);
    }
    throw failed(
        Reason.FLOW_CONTROL,
        "the server saw no acknowledgement in time ("
            + words
            + "): its user may not publish to $JS.SNAPSHOT.ACK."
            + origin.stream()
            + ".>, or what reads the snapshot is too slow");
  }

  private SnapshotFailed failed(Reason reason, String problem) {
    return new SnapshotFailed(
        reason, "snapshot of " + origin.stream() + " after " + bytes + " bytes: " + problem);
  }
}
