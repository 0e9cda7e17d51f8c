// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes that cannot be decrypted. */
public final class Undecryptable extends IOException {
  private final Reason reason;

  /** Why not. */
  public enum Reason {
    /** It does not start as age files do. */
    NOT_AGE("this is not a file in age format"),
    /** Encrypted to others. */
    WRONG_IDENTITY("none of the identities is a recipient of this file"),
    /** The header was altered. */
    DAMAGED_HEADER("the header is damaged"),
    /** A chunk was altered, moved or cut: authentication does not tell which. */
    DAMAGED("the content is damaged or cut"),
    /** It ends before its first chunk. */
    TRUNCATED("the file ends before its content");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  Undecryptable(Reason reason, String place, @Nullable Throwable cause) {
    super(place.isEmpty() ? reason.sentence : reason.sentence + " " + place, cause);
    this.reason = reason;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }
}
