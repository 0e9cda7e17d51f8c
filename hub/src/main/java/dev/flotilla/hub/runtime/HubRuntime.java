// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.natsserver.ServerSupervisor;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.settings.HubNames;
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
 * Starts the hub: first its nats-server (a refusal there ends the start), then, as often as it takes, the connections and everything
 * that is built on them. Calls that come earlier are answered with "not yet".
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
  private @Nullable CertificateKeeper certificates;

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
    HubKeys keys = HubKeys.open(new DirectoryKeyStore(config.keysDir()));
    HubNames names = HubNames.of(config, keys.identity());
    if (config.nats().mode() == HubConfig.Nats.Mode.CHILD) {
      server = ChildServer.prepare(config, keys);
      server.start();
    }
    certificates = new CertificateKeeper(config, keys, names, clock, random);
    Thread.ofVirtual().name("hub-boot").start(() -> boot(keys, names));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
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

  private void boot(HubKeys keys, HubNames names) {
    try {
      while (stopping.getCount() > 0 && core.get() == null) {
        attempt(keys, names);
      }
      while (!stopping.await(1, TimeUnit.HOURS)) {
        renewCertificates();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(HubKeys keys, HubNames names) throws InterruptedException {
    try {
      HubCore started = HubCore.open(config, keys, names, clock, random);
      core.set(started);
      LOG.infof("The hub is ready at %s", names.publicUrl());
    } catch (Exception failed) {
      // Whatever it is, it is shown by the readiness probe and tried again.
      waitingFor.set(String.valueOf(failed.getMessage()));
      LOG.debugf(failed, "The store is not ready yet");
      boolean ignored = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void renewCertificates() throws InterruptedException {
    HubCore running = core.get();
    CertificateKeeper keeper = certificates;
    if (running != null && keeper != null) {
      keeper.renew(running.system());
    }
  }
}
