// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.store.StoreBeans;
import dev.flotilla.hub.store.StoreContext;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.nats.connection.BackOff;
import dev.flotilla.nats.server.ServerLauncher;
import io.nats.client.JetStreamApiException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
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
@Singleton
final class HubRuntime {
  private static final Logger LOG = Logger.getLogger(HubRuntime.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CERTIFICATES_EVERY = Duration.ofHours(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
  private static final int BEFORE_OTHERS = 100;

  private final HubRuntimeContext context;
  private final Clock clock;
  private final StoreContext store;
  private final StoreOpening opening;
  private final AtomicReference<@Nullable HubConnections> connections = new AtomicReference<>();
  private final HubCertificate serverCertificate = new HubCertificate();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private ServerLauncher.@Nullable Running server;
  private @Nullable Thread boot;

  HubRuntime(HubRuntimeContext context, StoreContext store, StoreOpening opening) {
    this.context = context;
    this.clock = context.clock();
    this.store = store;
    this.opening = opening;
  }

  /** What the hub waits for; empty when the store is connected and its streams are there. */
  Optional<String> notReady() {
    HubConnections open = connections.get();
    return open == null || open.connected()
        ? store.waitingFor()
        : Optional.of("the nats-server is not connected");
  }

  /** What will stop working soon unless an administrator acts; empty in the usual case. */
  Optional<String> warning() {
    return serverCertificate.warning(clock.instant());
  }

  /** Life that the nats-server's certificate has left; empty until it was seen. */
  Optional<Duration> serverCertificateLeft() {
    return serverCertificate.end().map(end -> Duration.between(clock.instant(), end));
  }

  void start(@Observes @Priority(BEFORE_OTHERS) StartupEvent event) throws IOException {
    if (context.ownServer()) {
      server = OwnServer.launch(context);
    }
    boot = Thread.ofVirtual().name("hub-boot").start(this::boot);
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

  private void boot() {
    try {
      CertificateKeeper certificates = new CertificateKeeper(context);
      BackOff backOff = BackOff.upTo(LONGEST_PAUSE);
      while (!stopping.await(backOff.delay().toMillis(), TimeUnit.MILLISECONDS)) {
        long began = System.nanoTime();
        attempt(certificates);
        backOff = backOff.after(Duration.ofNanos(System.nanoTime() - began));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(CertificateKeeper certificates) throws InterruptedException {
    try (StoreBeans beans = new StoreBeans()) {
      HubConnections opened = opening.start(beans);
      LOG.infof("The hub is ready at %s", context.names().publicUrl());
      store.open(beans);
      attend(certificates, opened);
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
  private void attend(CertificateKeeper certificates, HubConnections opened)
      throws InterruptedException {
    Instant nextLook = clock.instant();
    connections.set(opened);
    try {
      while (!opened.lost() && !stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!clock.instant().isBefore(nextLook)) {
          certificates.renew(opened.system());
          serverCertificate.look(context.natsUrl(), opened.tls(), clock.instant());
          nextLook = clock.instant().plus(CERTIFICATES_EVERY);
        }
      }
    } finally {
      connections.set(null);
      store.close();
    }
  }

  private void waitFor(String reason) {
    if (stopping.getCount() > 0 && !reason.equals(store.waitFor(reason))) {
      LOG.infof("The hub is waiting for its store: %s", reason);
    }
  }
}
