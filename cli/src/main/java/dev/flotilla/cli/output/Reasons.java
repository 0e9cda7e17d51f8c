// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Describes a file system error, whose exception often has only the file's name as its message. */
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
