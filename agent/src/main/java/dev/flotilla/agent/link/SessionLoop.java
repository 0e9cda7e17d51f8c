// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.agent.kubernetes.StateUnavailable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Schedules the exchanges of a linked agent: one thread, woken by signals and by its agenda. */
@ApplicationScoped
class SessionLoop {
  private static final Logger LOG = Logger.getLogger(SessionLoop.class);

  /** Writes of one change of the inbox arrive close together. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final Duration WHILE_LOST = Duration.ofSeconds(1);

  private final HubSessions sessions;
  private final Exchanges exchanges;
  private final LinkAnnouncements announcements;
  private final InstantSource clock;
  private final SecureRandom random;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile boolean stopped;

  SessionLoop(
      HubSessions sessions,
      Exchanges exchanges,
      LinkAnnouncements announcements,
      InstantSource clock,
      SecureRandom random) {
    this.sessions = sessions;
    this.exchanges = exchanges;
    this.announcements = announcements;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Runs until the connection is closed for good, or lost for longer than the credentials are
   * valid.
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
      announcements.closed();
    }
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
      this.session = sessions.open(identity, signals::add);
      this.agenda = new Agenda(clock.instant(), identity.validity().orElseThrow(), random);
    }

    void begin() throws IOException, InterruptedException {
      announcements.opened(session);
      exchanges.prove(session, identity);
      connected();
    }

    /**
     * A connection that is closed is dead; one that is lost lives as long as its credentials may
     * re-establish it.
     */
    boolean alive() {
      boolean over =
          identity.validity().filter(validity -> validity.over(clock.instant())).isPresent();
      return !closed && (session.connected() || !over);
    }

    Duration patience() {
      return session.connected() ? agenda.wait(clock.instant()) : WHILE_LOST;
    }

    void handle(@Nullable Signal signal) throws InterruptedException {
      switch (signal) {
        case INBOX_CHANGED -> gather();
        case RECONNECTED -> connected();
        case DISCONNECTED -> announcements.lost();
        // The old session of a renewal is closed too.
        case CLOSED -> closed = !session.connected();
        case null -> {}
      }
    }

    /** Does what is due. */
    void keepUp() throws IOException, InterruptedException {
      Instant now = clock.instant();
      if (!session.connected()) {
        return;
      }
      if (agenda.heartbeatDue(now)) {
        exchanges.beat(session);
        agenda.heartbeatSent(clock.instant());
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
      agenda.readInbox(clock.instant());
      announcements.connected(session);
    }

    private void gather() throws InterruptedException {
      agenda.readInbox(clock.instant());
      @Nullable Signal next = Signal.INBOX_CHANGED;
      while (next == Signal.INBOX_CHANGED) {
        next = signals.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
      }
      handle(next);
    }

    private void read(boolean thorough) throws IOException, InterruptedException {
      identity = exchanges.read(session, identity, thorough);
    }

    /** Make before break: the new session subscribes before the old one ends. */
    private void renew() throws IOException, InterruptedException {
      identity = exchanges.renew(session, identity);
      HubSession old = session;
      session = sessions.open(identity, signals::add);
      announcements.opened(session);
      old.close();
      agenda.renewed(identity.validity().orElseThrow());
      connected();
    }

    private void attempt(String what, Work work, Consumer<Instant> done, Consumer<Instant> failed)
        throws InterruptedException {
      try {
        work.run();
        done.accept(clock.instant());
      } catch (IOException | StateUnavailable | KubernetesClientException problem) {
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
