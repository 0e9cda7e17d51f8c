// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A roll that was stopped because a server failed with the new template, or because servers that
 * run did not become healthy. It is recorded before anything is done about it, and ends with
 * another template or document, or with a pause.
 *
 * @param template update revision of the StatefulSet that failed
 * @param revision of the hub's document that brought it; null for a cluster that the hub does not
 *     manage
 * @param server ordinal of the server that failed, or that was changed last
 * @param reason why, as a code or a reason of Kubernetes
 * @param message the same for people
 * @param kept why the server is not returned to its earlier template; null when it is
 * @param at when it was recorded, RFC 3339
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollStop(
    @JsonPropertyDescription("Update revision of the StatefulSet that failed") String template,
    @JsonPropertyDescription("Revision of the hub's document") @Nullable Long revision,
    @JsonPropertyDescription("Ordinal of the server that failed, or that was changed last")
        int server,
    @JsonPropertyDescription("Code, or reason of Kubernetes") String reason,
    @JsonPropertyDescription("What failed") String message,
    @JsonPropertyDescription("Why the server is not returned to its earlier template")
        @Nullable String kept,
    @JsonPropertyDescription("When it was recorded, before anything was done") String at) {}
