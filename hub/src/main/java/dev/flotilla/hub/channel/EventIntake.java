// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads what agents report. A message is acknowledged only after its effect is on disk, and every
 * effect is a fold that a second time changes nothing; so a hub that is killed anywhere in between
 * loses and doubles nothing.
 */
@StoreScoped
public final class EventIntake implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventIntake.class);
  private static final String DURABLE = "hub-fold";
  private static final Duration ACK_WAIT = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int BATCH = 100;
  private static final long BATCH_MILLIS = 2_000;

  private final Connection connection;
  private final EventFold events;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Reads over this connection of the hub's account. */
  public EventIntake(Connection connection, EventFold events) {
    this.connection = connection;
    this.events = events;
  }

  /** Begins to read. */
  public void start() {
    Thread.ofVirtual().name("events").start(this::run);
  }

  @Override
  @PreDestroy
  public void close() {
    closed.countDown();
  }

  private void run() {
    while (closed.getCount() > 0) {
      try {
        ConsumerContext consumer =
            connection
                .getStreamContext(Subjects.EVENTS_STREAM)
                .createOrUpdateConsumer(
                    ConsumerConfiguration.builder()
                        .durable(DURABLE)
                        .ackPolicy(AckPolicy.Explicit)
                        .ackWait(ACK_WAIT)
                        .build());
        while (closed.getCount() > 0) {
          fetch(consumer);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception lost) {
        // Also unchecked: a client whose server is away reports it in several ways, and all of them
        // pass.
        LOG.debugf(lost, "Reading events again");
        pause();
      }
    }
  }

  private void fetch(ConsumerContext consumer) throws Exception {
    FetchConsumeOptions options =
        FetchConsumeOptions.builder().maxMessages(BATCH).expiresIn(BATCH_MILLIS).build();
    FetchConsumer messages = consumer.fetch(options);
    try {
      @Nullable Message message = messages.nextMessage();
      while (message != null) {
        take(message);
        message = messages.nextMessage();
      }
    } finally {
      messages.close();
    }
  }

  private void take(Message message) {
    try {
      events.fold(Arrival.of(message), message.getData());
      message.ack();
    } catch (StoreUnavailable later) {
      message.nakWithDelay(RETRY);
    } catch (RuntimeException unusable) {
      // Whatever it is, it is as unusable the next time: it must not hold up those that follow. No
      // limit of deliveries does this, since that would also drop good events of a long outage.
      LOG.warnf("An event on %s is invalid: %s", message.getSubject(), unusable);
      message.term();
    }
  }

  private void pause() {
    try {
      boolean ignored = closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
