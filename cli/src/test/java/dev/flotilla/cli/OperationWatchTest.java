// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.hub.Trace;
import dev.flotilla.cli.operations.OperationWatch;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.ContextFile;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.session.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationWatchTest {
  private static final String ANSWER =
      """
      - request: EVENTS /operations/01abc
        endless: true
        body:
          - {id: 01abc, type: deploy, state: Running, target: {member: east, namespace: n, name: o}}
      """;

  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  private static final TestCertificates CERTIFICATES = new TestCertificates();

  @Test
  void aConnectionThatSaysNothingIsGivenUpForAnother(@TempDir Path home) throws Exception {
    try (var hub = hub()) {
      var watch = new OperationWatch(client(hub), session(home), Duration.ofMillis(300));

      assertThatThrownBy(() -> watch.untilEnded("01abc", Duration.ofSeconds(3)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("did not end within");

      assertThat(hub.requests()).hasSizeGreaterThan(1).containsOnly("GET /operations/01abc");
    }
  }

  @Test
  void anInterruptEndsTheWatch(@TempDir Path home) throws Exception {
    try (var hub = hub()) {
      var watch = new OperationWatch(client(hub), session(home));

      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> watch.untilEnded("01abc", Duration.ofMinutes(1)))
          .isInstanceOf(Failure.class)
          .hasMessage("Interrupted");
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }
  }

  private static CannedHub hub() throws Exception {
    return new CannedHub(CERTIFICATES, Formats.yaml().readTree(ANSWER));
  }

  private static HubClient client(CannedHub hub) throws Exception {
    return new HubClient(
        new HubContext(URI.create(hub.address()), "t", CERTIFICATES.authorityPem(), null),
        new Trace(NOWHERE, Clock.systemUTC()));
  }

  private static Session session(Path home) {
    var terminal = new Terminal(NOWHERE, NOWHERE, false, new Trace(NOWHERE, Clock.systemUTC()));
    return new Session(
        Map.of(), ContextFile.in(Map.of(), home), Clock.systemUTC(), _ -> {}, terminal);
  }
}
