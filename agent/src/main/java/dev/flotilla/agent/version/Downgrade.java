// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges the way back to an older version. A stream that needs a newer API level goes offline
 * there; a consumer that does takes JetStream from the whole cluster.
 */
final class Downgrade {
  private static final String CODE = FindingCode.FEATURES_IN_USE.name();
  private static final int NAMED = 5;

  private Downgrade() {}

  /** Why servers cannot go back to that version; empty when they can. */
  static Optional<Problem> judge(
      List<AssetConfiguration> assets, ServerVersion target, Catalogue catalogue) {
    Optional<Line> line = catalogue.line(target.line());
    if (line.isEmpty()) {
      return Optional.empty();
    }
    int level = line.get().apiLevel();
    List<AssetConfiguration> beyond =
        assets.stream().filter(asset -> asset.apiLevel() > level).toList();
    return beyond.isEmpty()
        ? Optional.empty()
        : Optional.of(problem(beyond, target, level, catalogue));
  }

  private static Problem problem(
      List<AssetConfiguration> beyond, ServerVersion target, int level, Catalogue catalogue) {
    String named =
        beyond.stream()
            .limit(NAMED)
            .map(asset -> described(asset, level, catalogue))
            .collect(Collectors.joining(", "));
    String more = beyond.size() > NAMED ? " and " + (beyond.size() - NAMED) + " more" : "";
    String loss =
        beyond.stream().anyMatch(AssetConfiguration::isConsumer)
            ? "the whole cluster would be without JetStream"
            : "they would go offline";
    return new Problem(
        CODE,
        "nats-server %s has API level %d and does not know features that are in use: %s%s; %s"
            .formatted(target, level, named, more, loss),
        "Delete these streams and consumers, or stay on the present line; %s in spec.waivers goes ahead all the same."
            .formatted(CODE));
  }

  private static String described(AssetConfiguration asset, int level, Catalogue catalogue) {
    List<String> features = asset.featuresAbove(level, catalogue);
    String kind = asset.isConsumer() ? "consumer " : "stream ";
    String uses = features.isEmpty() ? "" : String.join(", ", features) + ", ";
    return "%s%s (%slevel %d)".formatted(kind, asset, uses, asset.apiLevel());
  }
}
