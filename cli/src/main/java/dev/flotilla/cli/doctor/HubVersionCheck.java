// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.doctor;

import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.protocol.api.WhoAmI;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the CLI and the hub are compatible: by API, and by minor version. */
final class HubVersionCheck {
  private static final String NAME = "versions";

  private HubVersionCheck() {}

  /** Major and minor number; patches do not change commands. */
  private record Release(int major, int minor) implements Comparable<Release> {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.+-].*)?");

    static Optional<Release> of(String version) {
      Matcher parts = VERSION.matcher(version);
      return parts.matches()
          ? Optional.of(
              new Release(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
          : Optional.empty();
    }

    @Override
    public int compareTo(Release other) {
      return Comparator.comparingInt(Release::major)
          .thenComparingInt(Release::minor)
          .compare(this, other);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  static DoctorCheck of(String own, WhoAmI hub) {
    String version = hub.version();
    String detail = "flotilla %s, hub %s".formatted(own, version);
    String api = hub.apiVersion();
    if (!api.equals(HubClient.API_VERSION)) {
      return DoctorCheck.fail(
          NAME,
          "%s; the CLI speaks API %s, the hub %s".formatted(detail, HubClient.API_VERSION, api),
          "Install the same version of flotilla as the hub.");
    }
    return own.equals(version) ? DoctorCheck.ok(NAME, detail) : compared(own, version, detail);
  }

  private static DoctorCheck compared(String own, String version, String detail) {
    Optional<Release> mine = Release.of(own);
    Optional<Release> theirs = Release.of(version);
    if (mine.isEmpty() || theirs.isEmpty()) {
      return DoctorCheck.warn(
          NAME,
          detail + "; they cannot be compared",
          "Install the same version of flotilla as the hub.");
    }
    int order = mine.get().compareTo(theirs.get());
    if (order == 0) {
      return DoctorCheck.ok(NAME, detail);
    }
    return order < 0
        ? DoctorCheck.warn(
            NAME,
            detail,
            "Upgrade flotilla to %s; this version lacks newer features of the hub."
                .formatted(theirs.get()))
        : DoctorCheck.warn(
            NAME,
            detail,
            "Upgrade the hub to %s, or use flotilla %s; the hub may not support all commands of this version."
                .formatted(mine.get(), theirs.get()));
  }
}
