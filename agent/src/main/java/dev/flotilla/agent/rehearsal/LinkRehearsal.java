// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.rehearsal;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.EventMessage;
import dev.flotilla.protocol.event.Heartbeat;
import dev.flotilla.protocol.report.NatsClusterFacts;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.trust.KeySet;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a linked agent does with its hub, as far as that works without one. */
final class LinkRehearsal {
  private static final AgentId SELF = new AgentId("rehearsal00000000000000000");

  private LinkRehearsal() {}

  static void run(RehearsalTls tls, Instant now) throws InterruptedException {
    SecureRandom random = new SecureRandom();
    connect(tls, new Nkeys(random), now);
    admit(SigningKey.generate(random), now);
  }

  /**
   * Nothing listens on port 1; the client has created everything that it needs before it notices.
   */
  private static void connect(RehearsalTls tls, Nkeys nkeys, Instant now)
      throws InterruptedException {
    Nkey account = nkeys.account();
    Nkey user = nkeys.user();
    Credentials credentials =
        new Credentials(
            UserClaims.scoped(user.publicKey(), SELF.value(), null, account.publicKey())
                .sign(account, now),
            user);
    ConnectionSettings settings =
        ConnectionSettings.to(List.of("tls://127.0.0.1:1"), "rehearsal")
            .as(() -> credentials)
            .overTlsFirst(tls.context())
            .once();
    try (NatsConnections connections = new NatsConnections();
        var connection = connections.connect(settings)) {
      throw new IllegalStateException("something answered: " + connection.getConnectedUrl());
    } catch (IOException expected) {
      credentials.user().sign(new byte[1]);
    }
  }

  private static void admit(SigningKey key, Instant now) {
    Instant later = now.plus(Duration.ofHours(1));
    KeySet keys = new KeySet(1, List.of(new KeySet.Entry(key.verifyingKey(), now, later)));
    ResourceKey resource = ResourceKind.NATS_CLUSTER.key("rehearsal", "rehearsal");
    Index index =
        new Index(
            new Issue(SELF, 1, now, later, "https://localhost"),
            1,
            List.of(new Index.Entry(resource, 1, "", true)));
    Envelope envelope = Json.read(Json.write(index.sign(key)), Envelope.class);
    var verdict = new Admission(SELF, keys).judgeIndex(envelope, Watermark.NONE, now);
    NatsClusterFacts facts =
        new NatsClusterFacts(
            "", new NatsClusterFacts.Servers(3, 0), null, null, List.of(), List.of());
    ResourceReport report =
        new ResourceReport(
            resource,
            "hub",
            1,
            1,
            List.of(
                new ResourceReport.Condition(
                    ResourceReport.READY, "False", "Starting", verdict.toString())),
            Json.mapper().valueToTree(facts),
            false,
            now);
    Json.write(new EventMessage("0", SELF, now, new AgentEvent.ResourceReported(report)));
    Json.write(new Heartbeat(SELF, "0", "0", 1, now));
    Json.read(Json.write(Watermark.NONE.admit(resource, 1, "")), Watermark.class);
  }
}
