// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that determines how an operation proceeds.
 *
 * @param cancelled whether its requester cancelled it
 * @param fromHub whether the hub requested it
 * @param awaited revision of the hub's document that must be reconciled; 0 for the target as it is
 * @param requestedBy the requester
 * @param refusal why it may not start, if so
 * @param target the resource that it is about; empty when there is none
 * @param newer a newer operation on the same target
 * @param deadline how long it may make no progress
 * @param watchedSince since when progress was possible at all: this agent has been reconciling
 *     operations
 * @param now the present
 */
public record Facts(
    boolean cancelled,
    boolean fromHub,
    long awaited,
    String requestedBy,
    Optional<Problem> refusal,
    Optional<Target> target,
    Optional<OperationId> newer,
    Duration deadline,
    Instant watchedSince,
    Instant now) {}
