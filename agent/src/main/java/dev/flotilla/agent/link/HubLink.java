// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.agent.kubernetes.StateUnavailable;
import dev.flotilla.nats.connection.NatsConnections;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nats.client.AuthenticationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Maintains the link to the hub for as long as the process lives, whatever the state of the hub.
 */
@ApplicationScoped
public class HubLink {
  private static final Logger LOG = Logger.getLogger(HubLink.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** A refusal is a user's decision, which another attempt soon after does not change. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

  private final Onboarding onboarding;
  private final IdentityStore store;
  private final NatsConnections connections;
  private final SessionLoop loop;
  private final LinkState state;
  private final SecureRandom random;
  private final CountDownLatch stopped = new CountDownLatch(1);

  HubLink(
      Onboarding onboarding,
      IdentityStore store,
      NatsConnections connections,
      SessionLoop loop,
      LinkState state,
      SecureRandom random) {
    this.onboarding = onboarding;
    this.store = store;
    this.connections = connections;
    this.loop = loop;
    this.state = state;
    this.random = random;
  }

  /** Links in the background: for the agent that holds the Lease. */
  public void start() {
    Thread.ofVirtual().name("hub-link").start(() -> forever(this::linkOnce));
  }

  /**
   * Proves in the background, once, that this process could link: for an agent that waits for the
   * Lease. It leaves enrolment and the inbox to the holder.
   */
  public void prove() {
    Thread.ofVirtual().name("hub-proof").start(() -> forever(this::proveOnce));
  }

  /** Stops for good. */
  public void stop() {
    stopped.countDown();
    loop.stop();
  }

  private interface Attempt {
    /** How long to wait before the next attempt; empty for none. */
    Optional<Duration> run() throws IOException, InterruptedException;
  }

  private void forever(Attempt attempt) {
    try {
      Optional<Duration> pause = Optional.of(Duration.ZERO);
      while (pause.isPresent() && !stopped.await(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
        pause = carefully(attempt);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Duration> carefully(Attempt attempt) throws InterruptedException {
    try {
      return attempt.run();
    } catch (HubRefusal refusal) {
      state.is("refused: " + refusal.getMessage());
      return Optional.of(jittered(AFTER_REFUSAL));
    } catch (IOException | StateUnavailable | KubernetesClientException problem) {
      state.is("not linked: " + words(problem));
      LOG.debug("retrying the link", problem);
      return Optional.of(jittered(RETRY));
    } catch (RuntimeException bug) {
      // A link that ends is worse than a bug that repeats: the agent would never be seen again.
      state.is("not linked: " + bug);
      LOG.error("the link failed; retrying", bug);
      return Optional.of(jittered(AFTER_REFUSAL));
    }
  }

  /** A host name that does not resolve gives a problem without a message. */
  private static String words(Exception problem) {
    return Stream.iterate((Throwable) problem, Objects::nonNull, Throwable::getCause)
            .anyMatch(UnresolvedAddressException.class::isInstance)
        ? "the hub's host name does not resolve"
        : Objects.requireNonNullElseGet(problem.getMessage(), problem::toString);
  }

  private Optional<Duration> linkOnce() throws IOException, InterruptedException {
    Optional<Identity> identity = onboarding.advance();
    if (identity.isEmpty()) {
      return Optional.of(jittered(RETRY));
    }
    try {
      loop.run(identity.get());
    } catch (AuthenticationException refused) {
      // Revoked, or the hub no longer knows its users: the response over HTTPS says which.
      var _ = onboarding.credentials(identity.get());
    }
    return Optional.of(jittered(RETRY));
  }

  private Optional<Duration> proveOnce() throws IOException, InterruptedException {
    Optional<Identity> identity = store.load().filter(known -> known.credentials().isPresent());
    if (state.proven()) {
      return Optional.empty();
    }
    if (identity.isEmpty()) {
      return Optional.of(RETRY);
    }
    try (HubSession session = HubSession.open(connections, identity.get(), _ -> {})) {
      var _ = SessionInbox.syncOver(session);
      state.roundTrip();
    }
    return Optional.empty();
  }

  private Duration jittered(Duration duration) {
    return duration.plusMillis(random.nextLong(duration.toMillis() / 2));
  }
}
