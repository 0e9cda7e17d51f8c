// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.nats.connection.BackOff;
import dev.flotilla.nats.server.ServerLauncher;
import io.nats.client.JetStreamApiException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the hub: first its nats-server (a refusal there ends the start), then, as often as it
 * takes, the connections and everything that is built on them; anew when a connection was lost for
 * long. Calls that come meanwhile are answered with "not yet".
 */
@ApplicationScoped
public class HubRuntime {
  private static final Logger LOG = Logger.getLogger(HubRuntime.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CERTIFICATES_EVERY = Duration.ofHours(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
  private static final int BEFORE_OTHERS = 100;

  private final HubConfig config;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<@Nullable HubCore> core = new AtomicReference<>();
  private final AtomicReference<String> waitingFor = new AtomicReference<>("the hub is starting");
  private final HubCertificate serverCertificate = new HubCertificate();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private ServerLauncher.@Nullable Running server;
  private @Nullable Thread boot;

  /** Made by the container. */
  public HubRuntime(HubConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Everything that the API works with.
   *
   * @throws StoreUnavailable while nothing is open
   */
  public HubParts parts() {
    HubCore running = core.get();
    if (running == null) {
      throw new StoreUnavailable(waitingFor.get());
    }
    return running.parts();
  }

  /** The hub's clock. */
  public Clock clock() {
    return clock;
  }

  /** The source of secrets. */
  public SecureRandom random() {
    return random;
  }

  /** What the hub waits for; empty when the store is connected and its streams are there. */
  public Optional<String> notReady() {
    HubCore running = core.get();
    if (running == null) {
      return Optional.of(waitingFor.get());
    }
    return running.connected() ? Optional.empty() : Optional.of("the nats-server is not connected");
  }

  /** What will stop working soon unless somebody does something; empty in the usual case. */
  public Optional<String> warning() {
    return serverCertificate.warning(clock.instant());
  }

  /** Life that the nats-server's certificate has left; empty until it was seen. */
  Optional<Duration> serverCertificateLeft() {
    return serverCertificate.end().map(end -> Duration.between(clock.instant(), end));
  }

  void start(@Observes @Priority(BEFORE_OTHERS) StartupEvent event) throws IOException {
    HubContext opened = HubContext.open(config, clock);
    if (opened.ownServer()) {
      server = OwnServer.launch(opened);
    }
    boot = Thread.ofVirtual().name("hub-boot").start(() -> boot(opened));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    Thread booting = boot;
    if (booting != null) {
      boolean ignored = booting.join(STOP_PATIENCE);
    }
    ServerLauncher.Running child = server;
    if (child != null) {
      child.close();
    }
  }

  private void boot(HubContext context) {
    try {
      CertificateKeeper certificates = new CertificateKeeper(context);
      BackOff backOff = BackOff.upTo(LONGEST_PAUSE);
      while (!stopping.await(backOff.delay().toMillis(), TimeUnit.MILLISECONDS)) {
        long began = System.nanoTime();
        attempt(context, certificates);
        backOff = backOff.after(Duration.ofNanos(System.nanoTime() - began));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(HubContext context, CertificateKeeper certificates)
      throws InterruptedException {
    try (HubCore opened = HubCore.open(context)) {
      LOG.infof("The hub is ready at %s", context.names().publicUrl());
      attend(context, certificates, opened);
      waitFor("the connection to the nats-server was closed; reconnecting");
    } catch (IOException | JetStreamApiException | StoreUnavailable unavailable) {
      LOG.debug("Restarting the hub's work", unavailable);
      waitFor(String.valueOf(unavailable.getMessage()));
    } catch (RuntimeException bug) {
      // Whatever it is, it is shown by the readiness probe and tried again.
      LOG.error("The hub failed to start", bug);
      waitFor(bug.toString());
    }
  }

  // Until the hub stops, or the connections are of no use any more.
  private void attend(HubContext context, CertificateKeeper certificates, HubCore running)
      throws InterruptedException {
    Instant nextLook = clock.instant();
    core.set(running);
    try {
      while (!running.lost() && !stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!clock.instant().isBefore(nextLook)) {
          certificates(context, certificates, running);
          nextLook = clock.instant().plus(CERTIFICATES_EVERY);
        }
      }
    } finally {
      core.set(null);
    }
  }

  private void certificates(HubContext context, CertificateKeeper certificates, HubCore running)
      throws InterruptedException {
    certificates.renew(running.system());
    serverCertificate.look(context.natsUrl(), running.connections().tls(), clock.instant());
  }

  private void waitFor(String reason) {
    if (stopping.getCount() > 0 && !reason.equals(waitingFor.getAndSet(reason))) {
      LOG.infof("The hub is waiting for its store: %s", reason);
    }
  }
}
