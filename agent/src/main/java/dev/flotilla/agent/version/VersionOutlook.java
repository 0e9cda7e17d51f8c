// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.nats.catalogue.Advisory;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.nats.upgrade.ClientSurvey;
import dev.flotilla.nats.upgrade.ServerStore;
import dev.flotilla.protocol.query.VersionChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a change of version means. Pure.
 *
 * @param catalogue by which it is judged
 * @param running what servers run
 * @param wanted what they are to run
 */
record VersionOutlook(Catalogue catalogue, RunningVersions running, ServerVersion wanted) {
  private static final String UNKNOWN =
      "Streams could not be listed, so what they use is not known.";

  VersionChange change(
      Optional<List<AssetConfiguration>> assets,
      Optional<List<ServerStore>> stores,
      List<ClientSurvey.Library> clients) {
    List<AssetConfiguration> known = assets.orElseGet(List::of);
    List<String> notes = new ArrayList<>(notes());
    if (assets.isEmpty()) {
      notes.add(UNKNOWN);
    }
    return new VersionChange(
        from().toString(),
        steps().stream().map(ServerVersion::toString).toList(),
        without(from(), wanted),
        without(wanted, from()),
        notes,
        rollback(),
        known.stream().filter(asset -> asset.apiLevel() > 0).map(this::use).toList(),
        known.stream()
            .filter(AssetConfiguration::isSingle)
            .map(VersionOutlook::interrupted)
            .toList(),
        clients.stream().map(VersionOutlook::client).toList(),
        stores.map(seen -> ExpectedTime.of(seen, steps().size()).text()).orElse(""));
  }

  private ServerVersion from() {
    return wanted.compareTo(running.newest()) < 0 ? running.newest() : running.oldest();
  }

  private List<ServerVersion> steps() {
    return catalogue.hops(from(), wanted).orElseGet(() -> List.of(wanted));
  }

  /** Advisories that hold for one version and not for the other. */
  private List<String> without(ServerVersion one, ServerVersion other) {
    List<Advisory> left = catalogue.advisoriesOf(other);
    return catalogue.advisoriesOf(one).stream()
        .filter(advisory -> !left.contains(advisory))
        .map(Advisory::id)
        .toList();
  }

  /** What lines say of those who come from the line before. */
  private List<String> notes() {
    return newerLines().stream()
        .flatMap(line -> line.changes().stream().map(change -> line.name() + ": " + change))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The lines between the two versions and the newer one's, on the way up or back. */
  private List<Line> newerLines() {
    ServerVersion older = from().compareTo(wanted) < 0 ? from() : wanted;
    ServerVersion newer = older.equals(wanted) ? from() : wanted;
    return catalogue.lines().stream()
        .filter(line -> isAfter(line, older.line()) && !isAfter(line, newer.line()))
        .toList();
  }

  private static boolean isAfter(Line line, String other) {
    return first(line.name()).compareTo(first(other)) > 0;
  }

  private static ServerVersion first(String line) {
    return ServerVersion.of(line + ".0");
  }

  private String rollback() {
    if (wanted.compareTo(from()) < 0) {
      return "the way up to %s stays open".formatted(from());
    }
    List<String> features =
        newerLines().stream()
            .flatMap(line -> line.features().stream())
            .map(feature -> feature.name() + " (" + feature.asset().text() + ")")
            .toList();
    String until =
        features.isEmpty()
            ? ""
            : ", until a stream or consumer uses one of: " + String.join(", ", features);
    return "possible to " + from() + until;
  }

  private VersionChange.Use use(AssetConfiguration asset) {
    return new VersionChange.Use(
        asset.toString(), asset.apiLevel(), asset.featuresAbove(0, catalogue));
  }

  private static String interrupted(AssetConfiguration asset) {
    return asset + (asset.isInMemory() ? " (in memory: loses its messages)" : "");
  }

  private static VersionChange.Client client(ClientSurvey.Library library) {
    return new VersionChange.Client(
        (library.language() + " " + library.version()).strip(), library.connections());
  }
}
