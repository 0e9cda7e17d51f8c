// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a document. One of at most {@link #INLINE_MOST} bytes travels in the document; a
 * longer one is fetched from the hub in chunks and held against the digest, which is signed.
 *
 * @param digest {@link Digest#of} of the bytes
 * @param size number of bytes, from 0 to {@link #MOST}
 * @param bytes null when they are to be fetched
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest
public record Body(String digest, int size, byte @Nullable [] bytes) {

  /** The longest body that travels in its document, in bytes. */
  public static final int INLINE_MOST = 64 * 1024;

  /**
   * The longest body, in bytes: what a Kubernetes API server stores, less the frame of a resource.
   */
  public static final int MOST = 512 * 1024;

  /** The longest part of a body in one answer of the hub, in bytes. */
  public static final int CHUNK = 128 * 1024;

  /** A body at hand, whatever its length. */
  public static Body whole(byte[] bytes) {
    return new Body(Digest.of(bytes), bytes.length, bytes);
  }

  /** A body as it travels: inline where it is short enough. */
  public static Body travelling(byte[] bytes) {
    return bytes.length <= INLINE_MOST
        ? whole(bytes)
        : new Body(Digest.of(bytes), bytes.length, null);
  }

  /** The bytes; empty when they are to be fetched. */
  @JsonIgnore
  public Optional<byte[]> inline() {
    return Optional.ofNullable(bytes);
  }

  /** Whether these are the bytes that the digest names. */
  public boolean matches(byte[] fetched) {
    return fetched.length == size && Digest.of(fetched).equals(digest);
  }

  /**
   * What an agent asks for: a part of a body that a document names by its digest.
   *
   * @param key the resource
   * @param digest of the whole body
   * @param offset of the part's first byte
   */
  public record ChunkRequest(ResourceKey key, String digest, int offset) {}

  /**
   * A part of a body.
   *
   * @param bytes at most {@link #CHUNK}; none beyond the end
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Chunk(byte[] bytes) {
    /**
     * The part of a body at an offset.
     *
     * @param offset of the part's first byte; a negative one is taken for 0
     */
    public static Chunk of(byte[] body, int offset) {
      int from = Math.clamp(offset, 0, body.length);
      return new Chunk(Arrays.copyOfRange(body, from, Math.min(body.length, from + CHUNK)));
    }
  }
}
