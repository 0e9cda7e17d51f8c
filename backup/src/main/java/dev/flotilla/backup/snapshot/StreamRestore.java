// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.snapshot.RestoreFailed.Cleanup;
import dev.flotilla.backup.snapshot.StreamRemoval.Left;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Restores a stream from an archive, or leaves nothing: a restore that is cut would leave a stream
 * that is empty or has a part of the messages and accepts new ones. Chunks are sent without waiting
 * for each answer.
 */
public final class StreamRestore {
  // Servers give up after five seconds without a chunk, and cannot be asked to wait.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final JetStreamApi api;
  private final Reconnect reconnect;
  private final RestoreOptions options;

  /**
   * Restores over this connection, and cleans up over another if it was closed meanwhile. The
   * connection's user needs {@code STREAM.RESTORE}, {@code STREAM.INFO} and {@code STREAM.DELETE}
   * of the stream, and {@code $JS.SNAPSHOT.RESTORE.<stream>.*}.
   */
  public StreamRestore(JetStreamApi api, Reconnect reconnect, RestoreOptions options) {
    this.api = api;
    this.reconnect = reconnect;
    this.options = options;
  }

  /**
   * Restores it; the caller closes the archive.
   *
   * @throws StreamExists when there is one of that name, which stays as it is
   * @throws RestoreFailed after any other failure, once the stream is deleted or nothing more can
   *     be done for it; a thread that was interrupted still is
   */
  public RestoreAnswer restore(RestoreRequest request, InputStream archive)
      throws StreamExists, RestoreFailed {
    int chunk = options.chunk(api.connection().getMaxPayload());
    try (SourceReader source = new SourceReader(archive, chunk)) {
      SourceReader.Piece first = first(request, source);
      return restore(request, subject(request), new Archive(first, source), chunk);
    }
  }

  /** What is read already, and the rest. */
  private record Archive(SourceReader.Piece first, SourceReader rest) {}

  /** Nothing is begun before there is something to send. */
  private static SourceReader.Piece first(RestoreRequest request, SourceReader source)
      throws RestoreFailed {
    try {
      SourceReader.@Nullable Piece first = null;
      while (first == null) {
        first = source.take(PAUSE);
      }
      if (first instanceof SourceReader.Piece.Failed(var problem)) {
        throw new RestoreFailed(request.stream(), Cleanup.NOTHING_CREATED, problem);
      }
      return first;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RestoreFailed(
          request.stream(), Cleanup.NOTHING_CREATED, new IOException("interrupted", interrupted));
    }
  }

  private String subject(RestoreRequest request) throws StreamExists, RestoreFailed {
    ObjectNode body = JetStreamApi.object();
    body.set("config", request.config());
    body.set("state", request.state());
    try {
      return api.ask("STREAM.RESTORE." + request.stream(), body).path("deliver_subject").asText();
    } catch (ApiError refused) {
      if (refused.code() == ApiError.NAME_IN_USE) {
        throw new StreamExists(request.stream(), refused);
      }
      throw new RestoreFailed(request.stream(), Cleanup.NOTHING_CREATED, refused);
    } catch (NoAnswer none) {
      throw failed(
          request,
          none.isUnheard() ? Cleanup.NOTHING_CREATED : removal(request).remove(Left.NEVER_ANSWERED),
          none);
    } catch (IOException problem) {
      throw failed(request, removal(request).remove(Left.NEVER_ANSWERED), problem);
    } catch (InterruptedException interrupted) {
      Cleanup cleanup = removal(request).remove(Left.NEVER_ANSWERED);
      Thread.currentThread().interrupt();
      throw failed(request, cleanup, new IOException("interrupted", interrupted));
    }
  }

  private RestoreAnswer restore(RestoreRequest request, String subject, Archive archive, int chunk)
      throws RestoreFailed {
    int inFlight = options.inFlight(chunk);
    try (RestoreChannel channel =
        new RestoreChannel(api.connection(), subject, inFlight, options.silence())) {
      try {
        JsonNode answer = send(channel, archive);
        return new RestoreAnswer(answer.path("config"), answer.path("state"), channel.bytes());
      } catch (IOException | RuntimeException | Error problem) {
        throw failed(request, cleanup(request, channel), problem);
      } catch (InterruptedException interrupted) {
        Cleanup cleanup = cleanup(request, channel);
        Thread.currentThread().interrupt();
        throw failed(request, cleanup, new IOException("interrupted", interrupted));
      }
    }
  }

  /**
   * Sends a piece when there is another one, so that there is always something left to send while
   * the source pauses: one byte after the other.
   */
  private JsonNode send(RestoreChannel channel, Archive archive)
      throws IOException, InterruptedException {
    byte[] held = {};
    int from = 0;
    SourceReader.@Nullable Piece next = archive.first();
    while (true) {
      switch (next) {
        case null -> {
          channel.requireSound();
          if (from < held.length - 1) {
            channel.send(new byte[] {held[from++]});
          }
        }
        case SourceReader.Piece.Bytes(var bytes) -> {
          sendRest(channel, held, from);
          held = bytes;
          from = 0;
        }
        case SourceReader.Piece.End _ -> {
          sendRest(channel, held, from);
          return channel.finish(options.finish());
        }
        case SourceReader.Piece.Failed(var problem) -> throw problem;
      }
      next = archive.rest().take(PAUSE);
    }
  }

  private static void sendRest(RestoreChannel channel, byte[] held, int from)
      throws IOException, InterruptedException {
    if (from < held.length) {
      channel.send(from == 0 ? held : Arrays.copyOfRange(held, from, held.length));
    }
  }

  private Cleanup cleanup(RestoreRequest request, RestoreChannel channel) {
    channel.cancel();
    return removal(request).remove(channel.isUnanswered() ? Left.ENDED : Left.CANCELLED);
  }

  private StreamRemoval removal(RestoreRequest request) {
    return new StreamRemoval(api, reconnect, request.stream(), options.cleanup());
  }

  private static RestoreFailed failed(RestoreRequest request, Cleanup cleanup, Throwable problem) {
    return new RestoreFailed(request.stream(), cleanup, problem);
  }
}
