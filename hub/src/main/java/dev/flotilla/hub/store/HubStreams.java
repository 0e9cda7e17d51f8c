// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import dev.flotilla.protocol.Subjects;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.Republish;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Every stream of the hub: its whole store. They are made when absent and brought up to date when
 * they differ; nothing here ever deletes one.
 */
public final class HubStreams {
  /** What happened to operations; the truth about them. */
  public static final String OPERATIONS = "FLEET_OPLOG";

  /** Prefix of the operation log's subjects: {@code oplog.<agent>.<operation>}. */
  public static final String OPERATIONS_PREFIX = "oplog.";

  /** Who did what. */
  public static final String AUDIT = "FLEET_AUDIT";

  /** The one subject of audit rows. */
  public static final String AUDIT_SUBJECT = "audit.row";

  /** Key-value layout: tokens, agents, reports. */
  public static final String REGISTRY = "KV_REGISTRY";

  /** Prefix of the registry's subjects. */
  public static final String REGISTRY_PREFIX = "$KV.REGISTRY.";

  /** Key-value layout: idempotency keys of the last day. */
  public static final String IDEMPOTENCY = "KV_IDEMPOTENCY";

  /** Prefix of the idempotency keys' subjects. */
  public static final String IDEMPOTENCY_PREFIX = "$KV.IDEMPOTENCY.";

  private static final int STREAM_NOT_FOUND = 10059;
  private static final Duration DUPLICATES = Duration.ofMinutes(2);
  private static final Duration EVENTS_KEPT = Duration.ofDays(14);
  private static final Duration IDEMPOTENCY_KEPT = Duration.ofHours(24);

  private final JetStreamManagement management;
  private final int replicas;

  /** Streams with this number of replicas: 1 for a single server. */
  public HubStreams(JetStreamManagement management, int replicas) {
    this.management = management;
    this.replicas = replicas;
  }

  /** Makes or updates every stream. */
  public void ensure() throws IOException, JetStreamApiException {
    for (StreamConfiguration stream : all()) {
      ensure(stream);
    }
  }

  private List<StreamConfiguration> all() {
    return List.of(
        keyValue(Subjects.INBOX_STREAM, Subjects.INBOX_PREFIX)
            .republish(
                new Republish(Subjects.INBOX_PREFIX + ">", Subjects.LIVE_PREFIX + ">", false))
            .build(),
        keyValue(REGISTRY, REGISTRY_PREFIX).build(),
        keyValue(IDEMPOTENCY, IDEMPOTENCY_PREFIX).maxAge(IDEMPOTENCY_KEPT).build(),
        stream(Subjects.EVENTS_STREAM, Subjects.EVENTS).maxAge(EVENTS_KEPT).build(),
        stream(OPERATIONS, OPERATIONS_PREFIX + ">").denyDelete(true).denyPurge(true).build(),
        stream(AUDIT, "audit.>").denyDelete(true).denyPurge(true).build());
  }

  // The layout that `nats kv` and every client library read (ADR-8).
  private StreamConfiguration.Builder keyValue(String name, String prefix) {
    return stream(name, prefix + ">")
        .maxMessagesPerSubject(1)
        .allowDirect(true)
        .allowRollup(true)
        .denyDelete(true);
  }

  private StreamConfiguration.Builder stream(String name, String subject) {
    return StreamConfiguration.builder()
        .name(name)
        .subjects(subject)
        .storageType(StorageType.File)
        .replicas(replicas)
        .discardPolicy(DiscardPolicy.New)
        .duplicateWindow(DUPLICATES);
  }

  private void ensure(StreamConfiguration wanted) throws IOException, JetStreamApiException {
    try {
      management.getStreamInfo(wanted.getName());
      management.updateStream(wanted);
    } catch (JetStreamApiException refused) {
      if (refused.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw refused;
      }
      management.addStream(wanted);
    }
  }
}
