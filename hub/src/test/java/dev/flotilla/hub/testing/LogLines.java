// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import dev.flotilla.hub.operation.DesiredChange;
import dev.flotilla.hub.operation.LogEntry;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lines of the operation log as the hub itself writes them, but many at once: thousands of
 * operations in seconds.
 */
public final class LogLines {
  /** More would wait longer than the client has patience. */
  private static final int AT_ONCE = 500;

  private final JetStream jetStream;
  private final AgentId agent;
  private final List<CompletableFuture<PublishAck>> written = new ArrayList<>();
  private long revision;

  /**
   * Lines about an agent.
   *
   * @param revision of its ledger so far
   */
  public LogLines(Connection connection, AgentId agent, long revision) throws Exception {
    this.jetStream = connection.jetStream();
    this.agent = agent;
    this.revision = revision;
  }

  /** Ids that sort by number, before those of any other source. */
  public static OperationId id(int number) {
    return new OperationId("%026d".formatted(number));
  }

  /** A deploy that waits for its agent. */
  public void requested(OperationId id, ResourceKey target, String body) {
    revision++;
    Instant now = Instant.now();
    OperationRequest request =
        new OperationRequest(
            id,
            new Order.Deploy(),
            target,
            List.of(new Awaited(target, revision)),
            "ci",
            now,
            now.plus(Duration.ofHours(1)),
            Control.RUN);
    write(id, new LogEntry.Requested(request, List.of(new DesiredChange(target, body))));
  }

  /** Something that happened to it. */
  public void happened(OperationId id, OperationEvent event) {
    write(id, new LogEntry.Happened(event));
  }

  /** A deploy that succeeded. */
  public void succeeded(OperationId id, ResourceKey target, String body) {
    requested(id, target, body);
    happened(id, new OperationEvent.Succeeded(Instant.now(), "done"));
  }

  /** Waits until all of them are on disk. */
  public void flush() {
    written.forEach(CompletableFuture::join);
    written.clear();
  }

  private void write(OperationId id, LogEntry entry) {
    if (written.size() == AT_ONCE) {
      flush();
    }
    written.add(
        jetStream.publishAsync(HubStreams.OPERATIONS_PREFIX + agent + "." + id, Json.write(entry)));
  }
}
