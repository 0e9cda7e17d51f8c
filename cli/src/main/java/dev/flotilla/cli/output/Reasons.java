// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Says what is wrong with a file; the exceptions of the file system have only its name for words.
 */
public final class Reasons {
  private Reasons() {}

  /** Returns {@code FILE: reason}. */
  public static String of(String file, IOException cause) {
    return file
        + ": "
        + switch (cause) {
          case NoSuchFileException missing -> "no such file";
          case AccessDeniedException denied -> "access denied";
          default -> cause.getMessage();
        };
  }
}
