// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A release line of nats-server.
 *
 * @param name such as {@code 2.15}
 * @param support whether it still gets fixes
 * @param apiLevel of JetStream, from the floor on
 * @param floor the first release without a published advisory; null when there is none
 * @param upgradesTo lines to which servers may go directly, so that two of them can run side by
 *     side
 * @param features what streams and consumers can use from this line on
 * @param changes changes since the previous line, a sentence each
 * @param releases that Flotilla was tested with, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Line(
    String name,
    Support support,
    int apiLevel,
    @Nullable ServerVersion floor,
    List<String> upgradesTo,
    List<Feature> features,
    List<String> changes,
    List<Release> releases) {
  public Line {
    Objects.requireNonNull(name, "a line has no name");
    Objects.requireNonNull(support, "a line has no support");
    upgradesTo = List.copyOf(Objects.requireNonNullElse(upgradesTo, List.of()));
    features = List.copyOf(Objects.requireNonNullElse(features, List.of()));
    changes = List.copyOf(Objects.requireNonNullElse(changes, List.of()));
    releases = List.copyOf(Objects.requireNonNullElse(releases, List.of()));
  }

  /** Whether published advisories against a version of this line have no fix in it. */
  boolean belowFloor(ServerVersion version) {
    return floor == null || version.compareTo(floor) < 0;
  }

  /** The newest release that it lists. */
  public ServerVersion newest() {
    return releases.getLast().version();
  }

  /** The release of that version. */
  Optional<Release> find(ServerVersion version) {
    return releases.stream().filter(release -> release.version().equals(version)).findFirst();
  }
}
