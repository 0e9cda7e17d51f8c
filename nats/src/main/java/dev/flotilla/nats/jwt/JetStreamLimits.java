// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an account may store. Zero bytes of both kinds means no JetStream; {@link
 * AccountLimits#NO_LIMIT} lifts a limit.
 *
 * @param memoryBytes bytes of streams in memory, replicas counted
 * @param diskBytes bytes of streams on disk, replicas counted
 * @param streams number of streams
 * @param consumers number of consumers
 */
public record JetStreamLimits(long memoryBytes, long diskBytes, long streams, long consumers) {
  /** No JetStream. */
  public static final JetStreamLimits NONE = new JetStreamLimits(0, 0, 0, 0);

  /** JetStream without limits. */
  public static final JetStreamLimits UNLIMITED =
      new JetStreamLimits(
          AccountLimits.NO_LIMIT,
          AccountLimits.NO_LIMIT,
          AccountLimits.NO_LIMIT,
          AccountLimits.NO_LIMIT);

  void addTo(ObjectNode limits) {
    limits.put("mem_storage", memoryBytes);
    limits.put("disk_storage", diskBytes);
    limits.put("streams", streams);
    limits.put("consumer", consumers);
  }
}
