// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.ServerVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionStepsTest {
  private static final Catalogue CATALOGUE = Catalogue.bundled();
  private static final int SEEDS = 2_000;
  private static final int MOST_STEPS = 100;

  @ParameterizedTest
  @CsvSource({
    "2.12.15, 2.12.15, 2.12.15, 2.15.3, 2.14.9, the line between comes first",
    "2.14.9, 2.12.15, 2.14.9, 2.15.3, 2.14.9, a server of the old line is left",
    "2.14.9, 2.14.9, 2.14.9, 2.15.3, 2.15.3, all have arrived there",
    "2.14.5, 2.12.15, 2.14.5, 2.15.3, 2.14.5, another patch is not begun half way",
    "2.11.17, 2.11.17, 2.11.17, 2.15.3, 2.12.15, two lines between",
    "2.15.2, 2.15.2, 2.15.2, 2.15.3, 2.15.3, a patch goes directly",
    "2.15.3, 2.14.9, 2.15.3, 2.14.9, 2.14.9, back half way goes directly",
    "2.15.3, 2.15.3, 2.15.3, 2.12.15, 2.14.9, back by the same lines",
    "2.14.9, 2.12.15, 2.14.9, 2.12.15, 2.12.15, back from the first step",
    "2.15.3, 2.15.3, 2.15.3, 2.99.0, 2.99.0, an unknown line is waived",
  })
  void goesOn(
      String template, String oldest, String newest, String wanted, String next, String because) {
    assertThat(next(template, oldest, newest, false, wanted)).as(because).hasToString(next);
  }

  @Test
  void waitsForAServerThatCouldComeBackOlder() {
    assertThat(next("2.14.9", "2.14.9", "2.14.9", true, "2.15.3")).hasToString("2.14.9");
    assertThat(next("2.15.2", "2.15.2", "2.15.2", true, "2.15.3")).hasToString("2.15.3");
  }

  @Test
  void turnsBackFromAVersionThatDoesNotStart() {
    RunningVersions never =
        new RunningVersions(ServerVersion.of("2.14.9"), List.of(ServerVersion.of("2.12.15")), true);

    assertThat(VersionSteps.next(never, ServerVersion.of("2.12.15"), CATALOGUE))
        .hasToString("2.12.15");
    assertThat(never.ranNewerLine(ServerVersion.of("2.12.15"))).isFalse();
  }

  @Test
  void aVersionThatNeverStartedIsNotPassedOver() {
    RunningVersions alone = new RunningVersions(ServerVersion.of("2.14.9"), List.of(), true);

    assertThat(VersionSteps.next(alone, ServerVersion.of("2.15.3"), CATALOGUE))
        .hasToString("2.14.9");
  }

  /** However documents change on the way, no two servers side by side are too far apart. */
  @Test
  void neverMixesLinesThatMustNotMeet() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<ServerVersion> all = CATALOGUE.versions().stream().map(ServerVersion::of).toList();
      List<ServerVersion> servers = new ArrayList<>(Collections.nCopies(3, pick(all, random)));
      ServerVersion template = servers.getFirst();
      ServerVersion wanted = pick(all, random);
      for (int step = 0; step < MOST_STEPS; step++) {
        wanted = random.nextInt(10) == 0 ? pick(all, random) : wanted;
        template = VersionSteps.next(running(template, servers), wanted, CATALOGUE);
        int server = random.nextInt(3);
        servers.set(server, template);
        assertThat(together(servers)).as("seed %d: %s", seed, servers).isTrue();
      }
    }
  }

  /** They do arrive. */
  @Test
  void arrives() {
    List<ServerVersion> servers =
        new ArrayList<>(Collections.nCopies(3, ServerVersion.of("2.11.17")));
    ServerVersion template = servers.getFirst();
    ServerVersion wanted = ServerVersion.of("2.15.3");
    for (int step = 0; step < 9; step++) {
      template = VersionSteps.next(running(template, servers), wanted, CATALOGUE);
      servers.set(step % 3, template);
    }
    assertThat(servers).containsOnly(wanted);
  }

  private static ServerVersion next(
      String template, String oldest, String newest, boolean missing, String wanted) {
    return VersionSteps.next(
        new RunningVersions(
            ServerVersion.of(template),
            List.of(ServerVersion.of(oldest), ServerVersion.of(newest)),
            missing),
        ServerVersion.of(wanted),
        CATALOGUE);
  }

  private static RunningVersions running(ServerVersion template, List<ServerVersion> servers) {
    return new RunningVersions(template, servers, false);
  }

  private static boolean together(List<ServerVersion> servers) {
    Line oldest = CATALOGUE.line(Collections.min(servers).line()).orElseThrow();
    String newest = Collections.max(servers).line();
    return oldest.name().equals(newest) || oldest.upgradesTo().contains(newest);
  }

  private static ServerVersion pick(List<ServerVersion> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
