// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import dev.flotilla.nats.document.Section;
import java.util.List;
import java.util.regex.Pattern;

/** Names of streams with their account, and patterns of them. */
final class Selection {
  /** One stream. nats-server forbids the characters that are left out here in names of streams. */
  static final Pattern STREAM = Pattern.compile("[^\\s/*]{1,255}/[^\\s/.>*\\\\]{1,255}");

  static final String ONE = "a stream as ACCOUNT/STREAM";

  private static final Pattern STREAMS = Pattern.compile("[^\\s/]{1,255}/[^\\s/.>\\\\]{1,255}");

  private Selection() {}

  /** Patterns of streams. */
  static List<String> patterns(Section section, String name) {
    return section.texts(name, STREAMS, "a pattern ACCOUNT/STREAM, such as APP/ORDERS or APP/*");
  }

  /** Streams by their names. */
  static List<String> streams(Section section, String name) {
    return section.texts(name, STREAM, ONE);
  }
}
