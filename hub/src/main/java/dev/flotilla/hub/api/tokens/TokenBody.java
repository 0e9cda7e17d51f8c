// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.tokens;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.access.TokenOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@link TokenOrder} reads and validates, for the OpenAPI document. */
sealed interface TokenBody {
  /** For one agent. */
  @Schema(additionalProperties = Schema.False.class)
  record JoinTokenOrder(
      @Schema(enumeration = "join") String kind,
      @Schema(pattern = TokenOrder.NAME) String name,
      @Schema(format = "duration", nullable = true, examples = "PT1H") @Nullable String expiresIn)
      implements TokenBody {}

  /** For users and programs. */
  @Schema(additionalProperties = Schema.False.class)
  record ApiTokenOrder(
      @Schema(enumeration = "api") String kind,
      @Schema(pattern = TokenOrder.NAME) String name,
      Role role,
      @Schema(format = "duration", nullable = true, examples = "P7D") @Nullable String expiresIn)
      implements TokenBody {}
}
