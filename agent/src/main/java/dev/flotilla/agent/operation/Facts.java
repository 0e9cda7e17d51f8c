// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that decides how an operation goes on.
 *
 * @param cancelled whether its requester wants it cancelled
 * @param fromHub whether the hub asked
 * @param awaited revision of the hub's document that must come true; 0 for the target as it is
 * @param requestedBy who asked
 * @param refusal why it may not begin, if so
 * @param target the NatsCluster; empty when there is none
 * @param newer a newer operation on the same target
 * @param deadline how long it may make no progress
 * @param watchedSince since when anybody could have made progress: this agent looks after
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
