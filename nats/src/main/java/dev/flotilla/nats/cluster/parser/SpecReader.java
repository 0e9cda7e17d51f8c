// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.parser;

import static dev.flotilla.nats.document.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.document.FindingCode.UNKNOWN_WAIVER;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.Access;
import dev.flotilla.nats.cluster.Addons;
import dev.flotilla.nats.cluster.Listeners;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.Overlay;
import dev.flotilla.nats.cluster.Pods;
import dev.flotilla.nats.cluster.ServerSettings;
import dev.flotilla.nats.cluster.Servers;
import dev.flotilla.nats.cluster.addons.AddonImages;
import dev.flotilla.nats.cluster.rails.GuardRails;
import dev.flotilla.nats.cluster.servers.VersionReader;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads {@code spec}: defaults filled in, guard rails judged. Each part of the spec is read by the
 * record that it becomes.
 */
final class SpecReader {
  private final Catalogue catalogue;

  SpecReader(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The spec with defaults in place of whatever was reported as wrong. */
  NatsClusterSpec read(Section document, Stage stage) {
    Optional<Profile> profile = profile(document);
    Section section = profile.map(known -> document.over(known::beneath)).orElse(document);
    ServerVersion version =
        new VersionReader(catalogue, section, stage).read().orElseGet(catalogue::newest);
    Servers servers = Servers.read(section, version, catalogue);
    Optional<String> registry = Optional.ofNullable(servers.imageRegistry());
    NatsClusterSpec spec =
        new NatsClusterSpec(
            profile.map(Profile::name).orElse(null),
            servers,
            ServerSettings.read(section),
            Listeners.read(section),
            Access.read(section),
            Pods.read(section),
            Addons.read(section, new AddonImages(catalogue, registry)),
            Overlay.read(section),
            waivers(section));
    section.refuseUnknown();
    GuardRails.judge(spec, section, stage);
    return spec;
  }

  private static Optional<Profile> profile(Section spec) {
    Optional<String> name = spec.text("profile");
    Optional<Profile> profile = name.flatMap(Profile::find);
    if (name.isPresent() && profile.isEmpty()) {
      String known = Profile.all().stream().map(Profile::name).collect(Collectors.joining(", "));
      spec.report(
          BAD_VALUE,
          spec.field("profile"),
          "Unknown profile \"" + name.get() + "\".",
          "Profiles are " + known + ".");
    }
    return profile;
  }

  private static List<String> waivers(Section spec) {
    List<String> waivers = spec.texts("waivers");
    List<String> waivable =
        Arrays.stream(FindingCode.values())
            .filter(FindingCode::waivable)
            .map(FindingCode::name)
            .toList();
    for (int index = 0; index < waivers.size(); index++) {
      if (!waivable.contains(waivers.get(index))) {
        spec.report(
            UNKNOWN_WAIVER,
            spec.field("waivers[" + index + "]"),
            "\"" + waivers.get(index) + "\" is not a code that can be waived.",
            "Codes that can be waived: " + String.join(", ", waivable) + ".");
      }
    }
    return waivers;
  }
}
