// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.operations.OperationWatch;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.ContextFile;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.session.Terminal;
import java.io.ByteArrayOutputStream;
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

  @Test
  void aConnectionThatSaysNothingIsGivenUpForAnother(@TempDir Path home) throws Exception {
    var certificates = new TestCertificates();
    try (var hub = new CannedHub(certificates, Formats.yaml().readTree(ANSWER))) {
      var address =
          new HubContext(URI.create(hub.address()), "t", certificates.authorityPem(), null);
      var watch = new OperationWatch(new HubClient(address), session(home), Duration.ofMillis(300));

      assertThatThrownBy(() -> watch.untilEnded("01abc", Duration.ofSeconds(3)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("did not end within");

      assertThat(hub.requests()).hasSizeGreaterThan(1).containsOnly("GET /operations/01abc");
    }
  }

  private static Session session(Path home) {
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    var terminal = new Terminal(nowhere, nowhere, false);
    return new Session(Map.of(), ContextFile.in(Map.of(), home), Clock.systemUTC(), terminal);
  }
}
