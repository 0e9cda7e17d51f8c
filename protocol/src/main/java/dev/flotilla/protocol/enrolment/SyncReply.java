// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.enrolment;

import dev.flotilla.protocol.signature.Envelope;
import java.time.Instant;

/**
 * The answer to the {@code sync} service call: everything was signed again and written to the
 * inbox.
 *
 * @param indexRevision of the index now in the inbox
 * @param keySet signed by an offline root
 * @param hubTime the hub's clock
 */
public record SyncReply(long indexRevision, Envelope keySet, Instant hubTime) {}
