// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that decides what happens to a NatsBackup or a NatsRestore next.
 *
 * @param kind its kind
 * @param generation generation of the resource
 * @param status as it is stored, with what the Job has written
 * @param refusal why its document cannot be carried out; empty when it is valid
 * @param hindrance why no Job can be created now; empty when nothing hinders
 * @param other why none may begin, because of another one; empty when there is no other
 * @param job its Job
 * @param patience how long its pod may take to start
 * @param now the present
 */
record JobFacts(
    JobKind kind,
    long generation,
    JobStatus status,
    Optional<Problem> refusal,
    Optional<Problem> hindrance,
    Optional<Problem> other,
    JobState job,
    Duration patience,
    Instant now) {}
