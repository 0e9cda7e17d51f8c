// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.Republish;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Every stream of the hub: its whole store. They are made when absent and brought up to date when
 * they differ; nothing here ever deletes one.
 */
public final class HubStreams {
  /** What happened to operations; the truth about them. */
  public static final String OPERATIONS = "FLEET_OPLOG";

  /** Prefix of the operation log's subjects: {@code oplog.<agent>.<operation>}. */
  public static final String OPERATIONS_PREFIX = "oplog.";

  /** Documents that checkpoints of the operation log refer to. */
  public static final String DOCUMENTS = "FLEET_DOCUMENTS";

  /** Prefix of the documents' subjects: {@code document.<agent>.<operation>.<key>}. */
  public static final String DOCUMENTS_PREFIX = "document.";

  /** Operations that ended, one message each, once the log no longer has them. */
  public static final String HISTORY = "FLEET_HISTORY";

  /** Prefix of the history's subjects: {@code history.<agent>.<operation>}. */
  public static final String HISTORY_PREFIX = "history.";

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

  /** How long an idempotency key is remembered. */
  public static final Duration IDEMPOTENCY_KEPT = Duration.ofHours(24);

  private static final Logger LOG = Logger.getLogger(HubStreams.class);
  private static final int STREAM_NOT_FOUND = 10059;
  private static final int NO_ROOM = 10047;
  private static final Duration DUPLICATES = Duration.ofMinutes(2);
  private static final Duration EVENTS_KEPT = Duration.ofDays(14);

  // Percent of the store. What is left, and whatever of these is not in use, is room that only the
  // operation log and the audit record can take.
  private static final int INBOX_SHARE = 20;
  private static final int REGISTRY_SHARE = 20;
  private static final int IDEMPOTENCY_SHARE = 5;
  private static final int EVENTS_SHARE = 25;
  private static final int HISTORY_SHARE = 10;
  private static final int WHOLE = 100;
  private static final long UNBOUNDED = -1;

  private final JetStreamManagement management;
  private final int replicas;
  private final OptionalLong capacity;
  private final Duration historyLife;

  /**
   * Streams that leave room for each other.
   *
   * @param replicas copies of each: 1 for a single server
   * @param capacity bytes that a server stores at most; empty when it has no limit
   * @param historyLife how long operations that ended are kept
   */
  public HubStreams(
      JetStreamManagement management, int replicas, OptionalLong capacity, Duration historyLife) {
    this.management = management;
    this.replicas = replicas;
    this.capacity = capacity;
    this.historyLife = historyLife;
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
            .maxBytes(share(INBOX_SHARE))
            .build(),
        keyValue(REGISTRY, REGISTRY_PREFIX).maxBytes(share(REGISTRY_SHARE)).build(),
        keyValue(IDEMPOTENCY, IDEMPOTENCY_PREFIX)
            .maxAge(IDEMPOTENCY_KEPT)
            .maxBytes(share(IDEMPOTENCY_SHARE))
            .build(),
        events(),
        stream(OPERATIONS, OPERATIONS_PREFIX + ">").denyDelete(true).build(),
        stream(DOCUMENTS, DOCUMENTS_PREFIX + ">").maxMessagesPerSubject(1).denyDelete(true).build(),
        history(),
        stream(AUDIT, "audit.>").denyDelete(true).denyPurge(true).build());
  }

  // An event is removed once it is folded. While no hub folds, a full stream refuses the next one,
  // and its agent keeps it.
  private StreamConfiguration events() {
    return stream(Subjects.EVENTS_STREAM, Subjects.EVENTS)
        .retentionPolicy(RetentionPolicy.Interest)
        .maxAge(EVENTS_KEPT)
        .maxBytes(share(EVENTS_SHARE))
        .build();
  }

  // What is old makes room for what is new.
  private StreamConfiguration history() {
    return stream(HISTORY, HISTORY_PREFIX + ">")
        .maxMessagesPerSubject(1)
        .maxAge(historyLife)
        .maxBytes(share(HISTORY_SHARE))
        .discardPolicy(DiscardPolicy.Old)
        .allowDirect(true)
        .denyDelete(true)
        .denyPurge(true)
        .build();
  }

  private long share(int percent) {
    return capacity.isEmpty() ? UNBOUNDED : capacity.getAsLong() / WHOLE * percent;
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
      update(wanted, management.getStreamInfo(wanted.getName()).getConfiguration());
    } catch (JetStreamApiException refused) {
      if (refused.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw refused;
      }
      management.addStream(wanted);
    }
  }

  // A server reserves what its streams may take. When it has less room than at an earlier start, it
  // refuses every change of every stream, a reduction as well; a hub that did not start for that
  // would be worse than one whose streams keep their bounds.
  private void update(StreamConfiguration wanted, StreamConfiguration present)
      throws IOException, JetStreamApiException {
    try {
      management.updateStream(possible(wanted, present));
    } catch (JetStreamApiException refused) {
      if (refused.getApiErrorCode() != NO_ROOM) {
        throw refused;
      }
      LOG.warnf(
          "%s is unchanged: the limits of its streams exceed the storage of the nats-server (%s)."
              + " Enlarge its volume.",
          wanted.getName(), refused.getMessage());
    }
  }

  // A server never lifts a stream's refusal of purges again.
  private static StreamConfiguration possible(
      StreamConfiguration wanted, StreamConfiguration present) {
    if (!present.getDenyPurge() || wanted.getDenyPurge()) {
      return wanted;
    }
    LOG.warnf(
        "%s refuses purges, as an earlier hub created it: it is not compacted.", wanted.getName());
    return StreamConfiguration.builder(wanted).denyPurge(true).build();
  }
}
