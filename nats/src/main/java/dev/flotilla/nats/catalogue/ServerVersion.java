// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A released nats-server version; ordered by age. Written as a text such as {@code 2.15.3} in JSON.
 *
 * @param major first number
 * @param minor second number; with the first it names a release line
 * @param patch third number
 */
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})");
  private static final Comparator<ServerVersion> ORDER =
      Comparator.comparingInt(ServerVersion::major)
          .thenComparingInt(ServerVersion::minor)
          .thenComparingInt(ServerVersion::patch);

  /** Reads {@code 2.15.3}; empty for anything else, such as a pre-release. */
  public static Optional<ServerVersion> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ServerVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  /**
   * Reads a version that must be one.
   *
   * @throws IllegalArgumentException for anything else
   */
  @JsonCreator
  public static ServerVersion of(String text) {
    return parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("\"" + text + "\" is not a version such as 2.15.3"));
  }

  /** The release line, such as {@code 2.15}. */
  public String line() {
    return major + "." + minor;
  }

  @Override
  public int compareTo(ServerVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  @JsonValue
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
