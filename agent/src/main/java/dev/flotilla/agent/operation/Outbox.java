// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.operation.NatsOperationStatus.OutboxEntry;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events of one operation to be sent to the hub: kept until well after their acknowledgement, in
 * case the hub loses the tail of its store.
 *
 * @param entries oldest first
 */
record Outbox(List<OutboxEntry> entries) {
  private static final Duration KEPT_AFTER_ACK = Duration.ofMinutes(15);

  Outbox {
    entries = List.copyOf(entries);
  }

  /**
   * The outbox with one more event. Earlier progress is obsolete once there is newer, so such an
   * event replaces the one before it: a hub that is away for a week costs one entry.
   */
  Outbox with(OperationId operation, OperationEvent event, String eventId) {
    List<OutboxEntry> longer = new ArrayList<>(entries);
    if (isProgress(event)) {
      longer.removeIf(Outbox::isProgress);
    }
    JsonNode tree = Json.mapper().valueToTree(new AgentEvent.OperationChanged(operation, event));
    longer.add(new OutboxEntry(eventId, event.at().toString(), tree, null));
    return new Outbox(longer);
  }

  Outbox acknowledged(String eventId, Instant now) {
    return new Outbox(
        entries.stream()
            .map(entry -> entry.id().equals(eventId) ? entry.acknowledged(now) : entry)
            .toList());
  }

  Outbox tidied(Instant now) {
    return new Outbox(entries.stream().filter(entry -> !forgettable(entry, now)).toList());
  }

  /**
   * When {@link #tidied} will next remove something; empty when the outbox is empty or waits for
   * the hub.
   */
  Optional<Instant> nextTidying() {
    return entries.stream()
        .flatMap(entry -> entry.acknowledgement().stream())
        .map(at -> at.plus(KEPT_AFTER_ACK))
        .min(Instant::compareTo);
  }

  /** Events that the hub's store does not have yet, oldest first. */
  List<OutboxEntry> unsent() {
    return entries.stream().filter(entry -> entry.acknowledgement().isEmpty()).toList();
  }

  private static boolean isProgress(OutboxEntry entry) {
    return Json.mapper().convertValue(entry.event(), AgentEvent.class)
            instanceof AgentEvent.OperationChanged(_, var event)
        && isProgress(event);
  }

  private static boolean isProgress(OperationEvent event) {
    return event instanceof OperationEvent.Held || event instanceof OperationEvent.Progressed;
  }

  private static boolean forgettable(OutboxEntry entry, Instant now) {
    return entry.acknowledgement().filter(at -> !now.isBefore(at.plus(KEPT_AFTER_ACK))).isPresent();
  }
}
