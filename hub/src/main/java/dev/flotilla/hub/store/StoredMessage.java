// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import java.time.Instant;

/**
 * One message of a stream.
 *
 * @param subject where it was published
 * @param sequence in the stream, from 1
 * @param at when the server stored it
 * @param deletion whether it marks its key as deleted (key-value layout)
 * @param data its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record StoredMessage(
    String subject, long sequence, Instant at, boolean deletion, byte[] data) {}
