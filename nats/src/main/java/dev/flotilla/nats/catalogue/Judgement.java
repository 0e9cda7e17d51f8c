// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

/** The verdict of a catalogue on a version. */
public sealed interface Judgement {

  /** A release that Flotilla was tested with. */
  record Known(Line line, Release release) implements Judgement {}

  /** Another patch of a known line, at or above its floor. */
  record Unlisted(Line line, ServerVersion version) implements Judgement {}

  /** Published advisories against it have no fix in it, whether it is listed or not. */
  record BelowFloor(Line line, ServerVersion version) implements Judgement {}

  /** A version of a line that the catalogue does not have. */
  record UnknownLine(ServerVersion version) implements Judgement {}

  /** Not a released version, such as {@code latest} or {@code 2.15}. */
  record Malformed(String text) implements Judgement {}
}
