// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One token, without its secret.
 *
 * @param id what 'token revoke' takes
 * @param kind join or api
 * @param name given by its maker
 * @param role of an API token; null for a join token
 * @param createdAt when it was made
 * @param expiresAt when it ends; null for never
 * @param usedAt when an agent enrolled with it; null for not, and for an API token
 */
public record TokenView(
    String id,
    String kind,
    String name,
    @Nullable String role,
    @Nullable Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant usedAt) {}
