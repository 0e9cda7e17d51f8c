// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Subjects;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.event.Heartbeat;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does while it is linked: read, tell, stay alive, renew. One thread, woken by
 * signals and by its agenda.
 */
@ApplicationScoped
class SessionLoop {
  private static final Logger LOG = Logger.getLogger(SessionLoop.class);

  /** Writes of one change of the inbox arrive together. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final Duration WHILE_LOST = Duration.ofSeconds(1);

  private final NatsConnections connections;
  private final IdentityStore store;
  private final Onboarding onboarding;
  private final InboxReader reader;
  private final EventPublisher publisher;
  private final QueryThreads queries;
  private final Instance<HubListener> listeners;
  private final LinkState state;
  private final InstantSource clock;
  private final SecureRandom random;
  private final String boot;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile boolean stopped;

  SessionLoop(
      NatsConnections connections,
      IdentityStore store,
      Onboarding onboarding,
      InboxReader reader,
      EventPublisher publisher,
      QueryThreads queries,
      Instance<HubListener> listeners,
      LinkState state,
      InstantSource clock,
      SecureRandom random,
      Supplier<String> ids) {
    this.connections = connections;
    this.store = store;
    this.onboarding = onboarding;
    this.reader = reader;
    this.publisher = publisher;
    this.queries = queries;
    this.listeners = listeners;
    this.state = state;
    this.clock = clock;
    this.random = random;
    this.boot = ids.get();
  }

  /**
   * Stays linked until the connection is given up, or lost for longer than the credentials last.
   *
   * @throws IOException when the hub does not accept the connection
   */
  void run(Identity identity) throws IOException, InterruptedException {
    signals.clear();
    try (Link link = new Link(identity)) {
      link.begin();
      while (!stopped && link.alive()) {
        link.handle(signals.poll(link.patience().toMillis(), TimeUnit.MILLISECONDS));
        link.keepUp();
      }
    } finally {
      publisher.attach(null);
      state.connected(false);
    }
  }

  private HubSession open(Identity identity) throws IOException, InterruptedException {
    return HubSession.open(
        connections,
        identity,
        new SessionListener() {
          @Override
          public void signal(Signal signal) {
            signals.add(signal);
          }

          @Override
          public void asked(HubSession session, byte[] question) {
            queries.asked(session, question);
          }
        });
  }

  void stop() {
    stopped = true;
    signals.add(Signal.CLOSED);
  }

  /** One linked identity; a renewal replaces its session in place. */
  private final class Link implements AutoCloseable {
    private final Agenda agenda;
    private Identity identity;
    private HubSession session;
    private boolean closed;

    Link(Identity identity) throws IOException, InterruptedException {
      this.identity = identity;
      this.session = open(identity);
      this.agenda = new Agenda(clock.instant(), identity.life().orElseThrow(), random);
    }

    void begin() throws IOException, InterruptedException {
      publisher.attach(session);
      if (!state.proven()) {
        new SessionInbox(session, store, identity).sync();
        state.roundTrip();
      }
      connected();
    }

    /**
     * A connection that was given up is dead; one that is lost lives as long as its credentials may
     * bring it back.
     */
    boolean alive() {
      boolean over = identity.life().filter(life -> life.over(clock.instant())).isPresent();
      return !closed && (session.connected() || !over);
    }

    Duration patience() {
      return session.connected() ? agenda.wait(clock.instant()) : WHILE_LOST;
    }

    void handle(@Nullable Signal signal) throws InterruptedException {
      switch (signal) {
        case INBOX_CHANGED -> gather();
        case RECONNECTED -> connected();
        case DISCONNECTED -> {
          state.connected(false);
          state.is("connection lost; reconnecting");
        }
        // The old session of a renewal says so too.
        case CLOSED -> closed = !session.connected();
        case null -> {}
      }
    }

    /** Does what is due. */
    void keepUp() throws InterruptedException {
      Instant now = clock.instant();
      if (!session.connected()) {
        return;
      }
      if (agenda.heartbeatDue(now)) {
        beat();
      }
      if (agenda.inboxDue(now)) {
        boolean thorough = agenda.thorough(now);
        attempt("reading the inbox", () -> read(thorough), agenda::inboxRead, agenda::inboxFailed);
      }
      if (agenda.renewalDue(now)) {
        attempt("renewing the credentials", this::renew, _ -> {}, agenda::renewalFailed);
      }
    }

    private void connected() {
      state.connected(true);
      state.is("linked as " + session.agent());
      agenda.readInbox(clock.instant());
      listeners.forEach(HubListener::connected);
    }

    private void gather() throws InterruptedException {
      agenda.readInbox(clock.instant());
      @Nullable Signal next = Signal.INBOX_CHANGED;
      while (next == Signal.INBOX_CHANGED) {
        next = signals.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
      }
      handle(next);
    }

    private void beat() {
      Heartbeat heartbeat =
          new Heartbeat(
              session.agent(),
              AgentVersion.current(),
              boot,
              state.indexRevision(),
              clock.instant());
      session.heartbeat(Json.write(heartbeat));
      agenda.heartbeatSent(clock.instant());
    }

    private void read(boolean thorough) throws IOException, InterruptedException {
      long revision = reader.read(new SessionInbox(session, store, identity), thorough);
      state.holds(revision);
      identity = store.load().filter(known -> known.credentials().isPresent()).orElse(identity);
    }

    /** Make before break: the new session subscribes before the old one ends. */
    private void renew() throws IOException, InterruptedException {
      CredentialsReply reply =
          session.ask(Subjects.Service.RENEW, onboarding.request(identity), CredentialsReply.class);
      if (reply.credentials() == null) {
        throw new IOException("the hub did not renew the credentials: " + reply.state());
      }
      identity = store.update(identity.with(reply.credentials()));
      HubSession old = session;
      session = open(identity);
      publisher.attach(session);
      old.close();
      agenda.renewed(identity.life().orElseThrow());
      connected();
      LOG.info("hub: credentials renewed");
    }

    private void attempt(
        String what,
        Work work,
        java.util.function.Consumer<Instant> done,
        java.util.function.Consumer<Instant> failed)
        throws InterruptedException {
      try {
        work.run();
        done.accept(clock.instant());
      } catch (IOException | IllegalStateException | KubernetesClientException problem) {
        LOG.warnf("hub: retrying %s: %s", what, problem.getMessage());
        failed.accept(clock.instant());
      } catch (RuntimeException bug) {
        LOG.errorf(bug, "hub: %s failed; retrying", what);
        failed.accept(clock.instant());
      }
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }
}
