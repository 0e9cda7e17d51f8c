// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The demo, on the shared fleet: the same steps in the same order. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedFleet.LINK_OF_WEST, mode = ResourceAccessMode.READ)
@ExtendWith(SharedFleet.class)
class DemoE2E {

  @Test
  void deploysToBothMembersAndKeepsEveryMessage(TestFleet fleet) {
    var printed = new ByteArrayOutputStream();
    var narrator =
        new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8), Clock.systemUTC());
    var stage = new DemoFleet(fleet.fleet(), List.of(fleet.east(), fleet.west()));

    Demo.play(stage, narrator);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .as(
            "both clients published, stored and read all, and nothing was captured that should not be")
        .containsPattern(
            "(?s)(published=10000 acknowledged=10000 stored=10000 read=10000 uncaptured=0 replicas=3.*){2}")
        .containsPattern("east/nats/orders +yes +VerifiedHealthy")
        .containsPattern("west/nats/orders +yes +VerifiedHealthy")
        .contains("orders-app-creds");
  }
}
