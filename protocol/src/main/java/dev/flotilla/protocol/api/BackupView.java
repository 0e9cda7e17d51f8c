// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.protocol.report.BackupReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One NatsBackup or NatsRestore.
 *
 * @param member whose agent carries it out
 * @param namespace in the member
 * @param name in the namespace
 * @param address {@code member/namespace/name}
 * @param cluster name of its NatsCluster, in the same namespace; empty while that is not known
 * @param state that of the report, or of the operation before there is one
 * @param revision of the hub's document; absent when it is managed in its member
 * @param requestedAt the hub's clock; absent when it was not requested through the hub
 * @param report the agent's last report
 * @param lastOperation the newest operation on it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupView(
    String member,
    String namespace,
    String name,
    String address,
    String cluster,
    String state,
    @Nullable Long revision,
    @Nullable Instant requestedAt,
    @Nullable BackupReport report,
    @Nullable OperationView lastOperation) {}
