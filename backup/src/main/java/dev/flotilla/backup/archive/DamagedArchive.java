// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.IOException;
import java.io.Serial;

/** An archive that no server wrote like this: cut, altered, or something else altogether. */
public final class DamagedArchive extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String place;

  /** What is wrong there, without a final full stop. */
  public DamagedArchive(String place, String problem) {
    super("damaged archive at " + place + ": " + problem);
    this.place = place;
  }

  static DamagedArchive atByte(long offset, String problem) {
    return new DamagedArchive("byte " + offset, problem);
  }

  /** A byte offset, or a file within the archive and a byte offset in it. */
  public String place() {
    return place;
  }
}
