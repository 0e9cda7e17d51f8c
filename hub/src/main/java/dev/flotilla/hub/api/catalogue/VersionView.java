// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.nats.catalogue.Advisory;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Judgement;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.Release;
import dev.flotilla.nats.catalogue.ServerVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the catalogue judges a version.
 *
 * @param version as it was asked for
 * @param judgement {@code known}, {@code unlisted}, {@code below-floor}, {@code unknown-line} or
 *     {@code malformed}
 * @param line its release line, where the catalogue has it
 * @param image full reference; absent for what is no version
 * @param notes on the release
 * @param advisories that hold for it, as far as the catalogue knows
 * @param upgradePath versions by which servers get to the newest one; empty when there is no way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionView(
    String version,
    String judgement,
    @Nullable Line line,
    @Nullable String image,
    List<String> notes,
    List<Advisory> advisories,
    List<ServerVersion> upgradePath) {

  static VersionView of(Catalogue catalogue, String version) {
    return switch (catalogue.judge(version)) {
      case Judgement.Known(var line, var release) ->
          of(catalogue, "known", line, release.version());
      case Judgement.Unlisted(var line, var patch) -> of(catalogue, "unlisted", line, patch);
      case Judgement.BelowFloor(var line, var patch) -> of(catalogue, "below-floor", line, patch);
      case Judgement.UnknownLine(var other) -> of(catalogue, "unknown-line", null, other);
      case Judgement.Malformed _ ->
          new VersionView(version, "malformed", null, null, List.of(), List.of(), List.of());
    };
  }

  private static VersionView of(
      Catalogue catalogue, String judgement, @Nullable Line line, ServerVersion version) {
    return new VersionView(
        version.toString(),
        judgement,
        line,
        catalogue.image(version),
        catalogue.find(version).map(Release::notes).orElse(List.of()),
        catalogue.advisoriesOf(version),
        catalogue.hops(version, catalogue.newest()).orElse(List.of()));
  }
}
