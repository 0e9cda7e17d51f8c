// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.time.Duration;

/**
 * Bounds of each request, and of memory.
 *
 * @param connect for a connection
 * @param silence between two bytes of an answer
 * @param attempt for one attempt of a request, with the upload of a part
 * @param attempts of one request, at least 1, with back-off between them
 * @param partBytes of an upload in parts, at least 5 MiB; three of them are in memory for each
 *     object that is being written
 */
public record S3Limits(
    Duration connect, Duration silence, Duration attempt, int attempts, int partBytes) {
  private static final int MEBIBYTE = 1 << 20;

  /** S3's own: no part but the last may be smaller. */
  private static final int SMALLEST_PART = 5 * MEBIBYTE;

  private static final int LARGEST_PART = 256 * MEBIBYTE;

  /** S3's own. */
  static final int MOST_PARTS = 10_000;

  /** What suits storage in the same region. */
  public static final S3Limits DEFAULT =
      new S3Limits(
          Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(3), 5, 8 * MEBIBYTE);

  /** Checks the ranges. */
  public S3Limits {
    if (partBytes < SMALLEST_PART || partBytes > LARGEST_PART) {
      throw new IllegalArgumentException("parts are from 5 MiB to 256 MiB, not " + partBytes);
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("at least one attempt is needed");
    }
  }

  /** Size of parts, larger where an object of this size would otherwise have too many. */
  int partBytes(long expectedBytes) {
    // A stream grows while it is saved, and the format adds a little.
    long needed = (expectedBytes + expectedBytes / 4) / MOST_PARTS;
    long rounded = Math.ceilDiv(needed, MEBIBYTE) * MEBIBYTE;
    return Math.clamp(rounded, partBytes, LARGEST_PART);
  }

  /** For a request with all its attempts and the pauses between them. */
  Duration request() {
    return attempt.multipliedBy(attempts).plusSeconds(30);
  }
}
