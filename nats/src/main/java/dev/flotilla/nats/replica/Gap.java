// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import java.util.Locale;

/**
 * One copy that is not as far as it must be.
 *
 * @param server whose copy it is
 * @param asset of what
 * @param position how far it has come; -1 where that is not the question
 * @param mark how far it must come
 * @param words what is wrong, in a sentence that names server and asset
 */
public record Gap(String server, Asset asset, long position, long mark, String words) {
  private static final long UNKNOWN = -1;

  static Gap behind(String server, Asset asset, long position, long mark) {
    String words =
        String.format(
            Locale.ROOT, "%s has not caught up on %s: %,d of %,d.", server, asset, position, mark);
    return new Gap(server, asset, position, mark, words);
  }

  static Gap absent(String server, Asset asset, long mark) {
    String words =
        String.format(
            Locale.ROOT, "%s does not have its copy of %s: 0 of %,d.", server, asset, mark);
    return new Gap(server, asset, 0, Math.max(mark, 1), words);
  }

  static Gap of(String server, Asset asset, String words) {
    return new Gap(server, asset, UNKNOWN, 0, words);
  }

  /** Whether its server was not heard, or nobody leads: more may be missing than any mark says. */
  boolean isSilence() {
    return position == UNKNOWN;
  }

  long missing() {
    return mark - position;
  }
}
