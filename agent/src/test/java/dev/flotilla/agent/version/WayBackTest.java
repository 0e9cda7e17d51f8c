// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.Trouble;
import dev.flotilla.agent.version.WayBack.Way;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.NatsCluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WayBackTest {
  private static final Optional<Trouble> CRASHES =
      Optional.of(new Trouble("CrashLoopBackOff", "orders-2: exit code 1"));

  @Test
  void aServerThatNeverRanHasChangedNothing() {
    assertThat(way("", pod("2.15.2", 0, CRASHES), "2.12.15")).isEqualTo(new Way.Open());
  }

  @Test
  void oneThatRunsMayBeReadingItsStreams() {
    assertThat(way("", pod("2.15.2", 1, Optional.empty()), "2.15.1"))
        .isEqualTo(new Way.Closed("orders-2 runs, and may still be recovering its streams"));
  }

  @Test
  void withinALineAndForwardNothingIsAsked() {
    assertThat(way("", pod("2.15.2", 3, CRASHES), "2.15.1")).isEqualTo(new Way.Open());
    assertThat(way("", pod("2.14.9", 3, CRASHES), "2.15.2")).isEqualTo(new Way.Open());
  }

  @Test
  void toAnOlderLineTheDataDecide() {
    assertThat(way("", pod("2.15.2", 3, CRASHES), "2.14.9"))
        .isEqualTo(new Way.Unknown(ServerVersion.parse("2.14.9").orElseThrow()));
  }

  @Test
  void exceptWithoutStreamsOrByWaiver() {
    ServerPod failed = pod("2.15.2", 3, CRASHES);

    assertThat(way(", \"jetStream\": {\"enabled\": false}", failed, "2.14.9"))
        .isEqualTo(new Way.Open());
    assertThat(way(", \"waivers\": [\"FEATURES_IN_USE\"]", failed, "2.14.9"))
        .isEqualTo(new Way.Open());
  }

  @Test
  void versionsThatAreNotKnownKeepItWhereItIs() {
    Way unknown = new Way.Closed("its versions are not known");

    assertThat(way("", pod("", 3, CRASHES), "2.14.9")).isEqualTo(unknown);
    assertThat(way("", pod("2.15.2", 3, CRASHES), "latest")).isEqualTo(unknown);
  }

  private static Way way(String more, ServerPod failed, String target) {
    var spec = Blueprints.orders("{\"version\": \"2.15.2\"" + more + "}").spec();
    return WayBack.way(new NatsCluster("nats", "orders", spec), failed, target);
  }

  private static ServerPod pod(String version, long restarts, Optional<Trouble> trouble) {
    var live =
        new Live(
            Kind.POD,
            Tree.object(
                "metadata",
                Tree.object(
                    "name",
                    "orders-2",
                    "labels",
                    Tree.object("app.kubernetes.io/version", version))));
    return new ServerPod(2, live, "B", false, "", trouble, restarts, false);
  }
}
