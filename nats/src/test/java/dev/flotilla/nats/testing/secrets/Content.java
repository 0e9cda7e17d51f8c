// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing.secrets;

import java.nio.charset.StandardCharsets;

/**
 * Something that is searched.
 *
 * @param place where it was found: a file, a stream with a sequence, a pod's log
 * @param bytes all of it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record Content(String place, byte[] bytes) {
  /** A text. */
  public static Content of(String place, String text) {
    return new Content(place, text.getBytes(StandardCharsets.UTF_8));
  }
}
