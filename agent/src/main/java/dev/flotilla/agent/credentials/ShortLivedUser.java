// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.jwt.UserPermissions;
import java.time.Instant;

/**
 * A user of the account for applications that exists for one purpose and is stored nowhere by its
 * issuer.
 *
 * @param title its name in its claims
 * @param permissions what it may do
 * @param expiresAt when servers cut its connections
 */
public record ShortLivedUser(String title, UserPermissions permissions, Instant expiresAt) {}
