// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.event.Heartbeat;
import dev.flotilla.protocol.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The exchanges of a linked agent with its hub over a session. */
@ApplicationScoped
class Exchanges {
  private static final Logger LOG = Logger.getLogger(Exchanges.class);

  private final IdentityStore store;
  private final Onboarding onboarding;
  private final InboxReader reader;
  private final LinkState state;
  private final InstantSource clock;

  /** Identifies this run of the process. */
  private final String boot;

  Exchanges(
      IdentityStore store,
      Onboarding onboarding,
      InboxReader reader,
      LinkState state,
      InstantSource clock,
      Supplier<String> ids) {
    this.store = store;
    this.onboarding = onboarding;
    this.reader = reader;
    this.state = state;
    this.clock = clock;
    this.boot = ids.get();
  }

  /** One round trip to the hub, unless there was one since the process began. */
  void prove(HubSession session, Identity identity) throws IOException, InterruptedException {
    if (!state.proven()) {
      new SessionInbox(session, store, identity).sync();
      state.roundTrip();
    }
  }

  void beat(HubSession session) throws IOException {
    Heartbeat heartbeat =
        new Heartbeat(
            session.agent(), AgentVersion.current(), boot, state.indexRevision(), clock.instant());
    session.heartbeat(Json.write(heartbeat));
  }

  /**
   * Reads the inbox.
   *
   * @param thorough whether to check again what was admitted before
   * @return the identity, with keys that the hub has offered in the meantime
   */
  Identity read(HubSession session, Identity identity, boolean thorough)
      throws IOException, InterruptedException {
    state.holds(reader.read(new SessionInbox(session, store, identity), thorough));
    return store.load().filter(known -> known.credentials().isPresent()).orElse(identity);
  }

  /**
   * Renews the credentials.
   *
   * @return the identity with new ones
   */
  Identity renew(HubSession session, Identity identity) throws IOException, InterruptedException {
    CredentialsReply reply =
        session.ask(Subjects.Service.RENEW, onboarding.request(identity), CredentialsReply.class);
    if (reply.credentials() == null) {
      throw new IOException("the hub did not renew the credentials: " + reply.state());
    }
    Identity renewed = store.update(identity.with(reply.credentials()));
    LOG.info("hub: credentials renewed");
    return renewed;
  }
}
