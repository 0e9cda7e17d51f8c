// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a server writes an archive. Only the content tells: neither the request nor the answer names
 * the format, and the first bytes of both are alike until they are decompressed.
 */
public enum ArchiveFormat {
  /** Servers from 2.15 on: the state, the consumers and each message, then an end mark. */
  RECORDS,

  /** Servers before 2.15: a tar of the files in which the stream and its consumers are stored. */
  TAR;

  static final byte[] MAGIC = "NATSARC1".getBytes(US_ASCII);
  static final int TAR_HEADER = 512;
  private static final byte[] USTAR = "ustar".getBytes(US_ASCII);
  private static final int USTAR_OFFSET = 257;

  /** The format of what begins with these decompressed bytes; 512 are enough. */
  public static Optional<ArchiveFormat> of(byte[] head) {
    if (startsWith(head, 0, MAGIC)) {
      return Optional.of(RECORDS);
    }
    return startsWith(head, USTAR_OFFSET, USTAR) ? Optional.of(TAR) : Optional.empty();
  }

  private static boolean startsWith(byte[] head, int offset, byte[] expected) {
    int end = offset + expected.length;
    return head.length >= end && Arrays.equals(head, offset, end, expected, 0, expected.length);
  }
}
