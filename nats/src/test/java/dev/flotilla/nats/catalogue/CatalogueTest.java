// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.bundled();

  @Test
  void bundledCatalogueNamesItsReleasesOldestFirst() {
    assertThat(CATALOGUE.versions())
        .containsExactly("2.11.17", "2.12.15", "2.14.9", "2.15.2", "2.15.3");
    assertThat(CATALOGUE.image(CATALOGUE.newest())).isEqualTo("docker.io/library/nats:2.15.3");
  }

  @ParameterizedTest
  @CsvSource({
    "2.15.3,   Known",
    "2.15.2,   Known",
    "2.15.1,   Unlisted",
    "2.15.99,  Unlisted",
    "2.14.3,   Unlisted",
    "2.14.2,   BelowFloor",
    "2.12.12,  Unlisted",
    "2.12.11,  BelowFloor",
    "2.11.17,  BelowFloor",
    "2.11.99,  BelowFloor",
    "2.10.29,  UnknownLine",
    "2.13.0,   UnknownLine",
    "2.16.0,   UnknownLine",
    "3.15.3,   UnknownLine",
    "2.15,     Malformed",
    "v2.15.3,  Malformed",
    "2.15.0-RC.1, Malformed",
    "latest,   Malformed",
    "2.15.999999, Malformed",
  })
  void judges(String version, String judgement) {
    assertThat(CATALOGUE.judge(version).getClass().getSimpleName()).isEqualTo(judgement);
  }

  @Test
  void everyFloorIsTheFirstReleaseWithoutAnAdvisory() {
    for (Line line : CATALOGUE.lines()) {
      if (line.floor() == null) {
        assertThat(CATALOGUE.advisoriesOf(ServerVersion.of(line.name() + ".999"))).isNotEmpty();
      } else {
        assertThat(CATALOGUE.advisoriesOf(line.floor())).as(line.name()).isEmpty();
        ServerVersion floor = line.floor();
        if (floor.patch() > 0) {
          ServerVersion before = new ServerVersion(floor.major(), floor.minor(), floor.patch() - 1);
          assertThat(CATALOGUE.advisoriesOf(before)).as(before.toString()).isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // A line that is older than a fix and has none of its own.
    "2.11.17, 9",
    "2.12.11, 7",
    "2.12.12, 0",
    // Fixed in 2.11 and 2.12 before 2.14.0 came out.
    "2.14.0,  9",
    "2.14.2,  7",
    "2.15.0,  0",
    "2.11.0, 27",
  })
  void countsAdvisoriesThatHold(String version, int advisories) {
    assertThat(CATALOGUE.advisoriesOf(ServerVersion.of(version))).hasSize(advisories);
  }

  @ParameterizedTest
  @CsvSource({
    "2.12.15, 2.15.3, '[2.14.9, 2.15.3]'",
    "2.11.17, 2.15.3, '[2.12.15, 2.14.9, 2.15.3]'",
    "2.14.5,  2.15.1, [2.15.1]",
    "2.15.2,  2.15.3, [2.15.3]",
    "2.15.3,  2.15.2, [2.15.2]",
    "2.15.3,  2.14.9, [2.14.9]",
    "2.15.3,  2.12.15, '[2.14.9, 2.12.15]'",
  })
  void stopsOnTheWay(String from, String to, String hops) {
    assertThat(CATALOGUE.hops(ServerVersion.of(from), ServerVersion.of(to)).orElseThrow())
        .hasToString(hops);
  }

  @Test
  void thereIsNoWayFromOrToAnUnknownLine() {
    assertThat(CATALOGUE.hops(ServerVersion.of("2.10.29"), ServerVersion.of("2.15.3"))).isEmpty();
    assertThat(CATALOGUE.hops(ServerVersion.of("2.14.9"), ServerVersion.of("2.16.0"))).isEmpty();
  }

  static Stream<Arguments> pairs() {
    List<ServerVersion> versions = CATALOGUE.versions().stream().map(ServerVersion::of).toList();
    return versions.stream().flatMap(from -> versions.stream().map(to -> Arguments.of(from, to)));
  }

  /** Two servers side by side are never further apart than their line allows. */
  @ParameterizedTest
  @MethodSource("pairs")
  void everyHopIsOneThatTheLineAllows(ServerVersion from, ServerVersion to) {
    List<ServerVersion> hops = CATALOGUE.hops(from, to).orElseThrow();

    assertThat(hops).isNotEmpty().last().isEqualTo(to);
    ServerVersion before = from;
    for (ServerVersion hop : hops) {
      Line older =
          CATALOGUE.line(hop.compareTo(before) < 0 ? hop.line() : before.line()).orElseThrow();
      String other = hop.compareTo(before) < 0 ? before.line() : hop.line();
      assertThat(other.equals(older.name()) || older.upgradesTo().contains(other))
          .as("%s to %s", before, hop)
          .isTrue();
      before = hop;
    }
  }
}
