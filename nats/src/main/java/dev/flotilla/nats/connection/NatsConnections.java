// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Makes every NATS connection of Flotilla. All connections share one scheduler thread and run on
 * virtual threads. Where jnats's defaults suit a short-lived client, these suit a daemon: reconnect
 * for ever, notice a dead peer within half a minute, keep buffers small.
 */
public final class NatsConnections implements AutoCloseable {
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);
  private static final int UNANSWERED_PINGS = 2;
  private static final Duration RECONNECT_WAIT = Duration.ofSeconds(1);
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final long RECONNECT_BUFFER_BYTES = 256 * 1024L;
  private static final Duration CLEANUP_INTERVAL = Duration.ofSeconds(10);

  private final ThreadFactory threads = Thread.ofVirtual().name("nats-", 0).factory();
  private final ExecutorService executor = Executors.newThreadPerTaskExecutor(threads);
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("nats-schedule").factory());

  /**
   * Connects once.
   *
   * @throws IOException when no server accepts; an {@code AuthenticationException} when all refuse
   *     the credentials
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public Connection connect(ConnectionSettings settings) throws IOException, InterruptedException {
    return Nats.connect(options(settings));
  }

  /** The client options of these settings. */
  public Options options(ConnectionSettings settings) {
    Options.Builder builder =
        Options.builder()
            .servers(settings.servers().toArray(String[]::new))
            .connectionName(settings.name())
            .connectionTimeout(settings.connectTimeout())
            .pingInterval(PING_INTERVAL)
            .maxPingsOut(UNANSWERED_PINGS)
            .requestCleanupInterval(CLEANUP_INTERVAL)
            .maxReconnects(settings.reconnects() ? -1 : 0)
            .reconnectWait(RECONNECT_WAIT)
            .reconnectJitter(settings.reconnectJitter())
            .reconnectJitterTls(settings.reconnectJitter())
            .bufferSize(BUFFER_BYTES)
            .reconnectBufferSize(RECONNECT_BUFFER_BYTES)
            // Servers in Kubernetes know each other by pod addresses, which are unreachable from
            // outside.
            .ignoreDiscoveredServers()
            .errorListener(new ConnectionLog());
    threads(builder);
    settings.credentials().ifPresent(user -> builder.authHandler(new LoginAuth(user)));
    settings.inboxPrefix().ifPresent(builder::inboxPrefix);
    settings.listener().ifPresent(builder::connectionListener);
    settings.tls().ifPresent(builder::sslContext);
    if (settings.tlsFirst()) {
      builder.tlsFirst();
    }
    return builder.build();
  }

  /** Stops the shared threads; close the connections first. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    executor.shutdownNow();
  }

  private void threads(Options.Builder builder) {
    builder
        .executor(executor)
        .scheduledExecutor(scheduler)
        .connectThreadFactory(threads)
        .callbackThreadFactory(threads);
  }
}
