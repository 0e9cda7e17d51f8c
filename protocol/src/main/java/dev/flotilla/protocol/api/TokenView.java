// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One token.
 *
 * @param id names it
 * @param kind {@code api} or {@code join}
 * @param name given at its creation
 * @param role of an API token
 * @param createdAt the hub's clock
 * @param createdBy name of the token that created it
 * @param expiresAt absent for never
 * @param usedAt when an agent enrolled with a join token
 * @param usedBy id of that agent
 * @param token the token itself, only in the answer to its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenView(
    String id,
    String kind,
    String name,
    @Nullable String role,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable String usedBy,
    @Nullable String token) {}
