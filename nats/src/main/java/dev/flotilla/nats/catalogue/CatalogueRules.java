// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Invariants of a catalogue, on which its users rely. */
final class CatalogueRules {
  private static final Set<String> ADDONS = Set.of("exporter", "nack", "natsBox", "surveyor");
  private static final Pattern IMAGE =
      Pattern.compile("[a-z0-9][a-z0-9.:-]*/[A-Za-z0-9._:/-]{1,200}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Catalogue catalogue;
  private final List<String> broken = new ArrayList<>();

  private CatalogueRules(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** A sentence for each violated invariant. */
  static List<String> broken(Catalogue catalogue) {
    CatalogueRules rules = new CatalogueRules(catalogue);
    rules.head();
    rules.lines();
    if (rules.broken.isEmpty()) {
      catalogue.lines().forEach(rules::line);
      rules.ways();
    }
    return rules.broken;
  }

  private void head() {
    require(catalogue.serial() > 0, "serial is missing");
    require(
        catalogue.image().contains("{version}")
            && isImage(catalogue.image().replace("{version}", "0")),
        "image is not a full image reference with {version} in it");
    for (String addon : new TreeSet<>(ADDONS)) {
      require(
          Optional.ofNullable(catalogue.addons().get(addon))
              .filter(CatalogueRules::isImage)
              .isPresent(),
          "addons." + addon + " is not a full image reference");
    }
  }

  private void lines() {
    List<String> names = catalogue.lines().stream().map(Line::name).toList();
    require(!names.isEmpty(), "it has no lines");
    require(
        names.stream().allMatch(name -> first(name).isPresent()),
        "a line's name is not of the form 2.15");
    if (broken.isEmpty()) {
      require(
          isAscending(names.stream().map(name -> first(name).orElseThrow()).toList()),
          "its lines are not in order, oldest first");
    }
    require(
        catalogue.lines().stream().noneMatch(line -> line.releases().isEmpty()),
        "a line has no releases");
  }

  private void line(Line line) {
    List<ServerVersion> releases = line.releases().stream().map(Release::version).toList();
    require(
        Stream.concat(releases.stream(), Stream.ofNullable(line.floor()))
            .allMatch(version -> version.line().equals(line.name())),
        line.name() + " has a version of another line");
    require(isAscending(releases), line.name() + ": releases are not in order, oldest first");
    require(
        line.releases().stream()
            .map(Release::digest)
            .filter(Objects::nonNull)
            .allMatch(digest -> DIGEST.matcher(digest).matches()),
        line.name() + " has a digest that is not sha256: and 64 hex digits");
    for (String next : line.upgradesTo()) {
      require(
          catalogue.line(next).isPresent()
              && first(next).orElseThrow().compareTo(first(line.name()).orElseThrow()) > 0,
          line.name() + " upgrades to " + next + ", which is not a newer line of the catalogue");
    }
  }

  /** Hops lead upwards, so this ends. */
  private void ways() {
    if (broken.isEmpty()) {
      ServerVersion newest = catalogue.newest();
      for (Line line : catalogue.lines()) {
        require(
            catalogue.hops(line.newest(), newest).isPresent(),
            "there is no way from " + line.name() + " to " + newest);
      }
    }
  }

  private void require(boolean kept, String sentence) {
    if (!kept) {
      broken.add(sentence);
    }
  }

  private static boolean isImage(String text) {
    return IMAGE.matcher(text).matches();
  }

  private static Optional<ServerVersion> first(String line) {
    return ServerVersion.parse(line + ".0");
  }

  private static boolean isAscending(List<ServerVersion> versions) {
    return versions.equals(versions.stream().distinct().sorted(Comparator.naturalOrder()).toList());
  }
}
