// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.natsserver.ServerSupervisor;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.store.StoreUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the hub: first its nats-server (a refusal there ends the start), then, as often as it
 * takes, the connections and everything that is built on them. Calls that come earlier are answered
 * with "not yet".
 */
@ApplicationScoped
public class HubRuntime {
  private static final Logger LOG = Logger.getLogger(HubRuntime.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int BEFORE_OTHERS = 100;

  private final HubConfig config;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<@Nullable HubCore> core = new AtomicReference<>();
  private final AtomicReference<String> waitingFor = new AtomicReference<>("the hub is starting");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable ServerSupervisor server;

  /** Made by the container. */
  public HubRuntime(HubConfig config) {
    this.config = config;
  }

  /**
   * Everything that the API works with.
   *
   * @throws StoreUnavailable until the store was reached for the first time
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

  void start(@Observes @Priority(BEFORE_OTHERS) StartupEvent event) throws IOException {
    HubContext opened = HubContext.open(config);
    if (opened.ownServer()) {
      server = ChildServer.prepare(opened);
      server.start();
    }
    Thread.ofVirtual().name("hub-boot").start(() -> boot(opened));
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
    HubCore running = core.getAndSet(null);
    if (running != null) {
      running.close();
    }
    ServerSupervisor child = server;
    if (child != null) {
      child.close();
    }
  }

  private void boot(HubContext context) {
    try {
      while (stopping.getCount() > 0 && core.get() == null) {
        attempt(context);
      }
      while (!stopping.await(1, TimeUnit.HOURS)) {
        renewCertificates(context);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(HubContext context) throws InterruptedException {
    try {
      HubCore started = HubCore.open(context);
      core.set(started);
      LOG.infof("The hub is ready at %s", context.names().publicUrl());
    } catch (Exception failed) {
      // Whatever it is, it is shown by the readiness probe and tried again.
      String reason = String.valueOf(failed.getMessage());
      if (!reason.equals(waitingFor.getAndSet(reason))) {
        LOG.infof("The hub waits for its store: %s", reason);
      }
      boolean ignored = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void renewCertificates(HubContext context) throws InterruptedException {
    HubCore running = core.get();
    if (running != null) {
      new CertificateKeeper(context).renew(running.system());
    }
  }
}
