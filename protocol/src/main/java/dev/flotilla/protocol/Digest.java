// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in the form {@code sha256:<64 hex digits>} where it is text. */
public final class Digest {

  private Digest() {}

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns {@code sha256:} and 64 lower-case hex digits. */
  public static String of(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(sha256(bytes));
  }
}
