// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who the token stands for.
 *
 * @param name the token's name
 * @param role viewer, operator or admin
 * @param version the hub's version; null when it does not say
 * @param apiVersion of the hub's REST API, such as {@code v1}; null when it does not say
 * @param hubTime the hub's clock; null when it does not say
 */
public record WhoAmI(
    String name,
    String role,
    @Nullable String version,
    @Nullable String apiVersion,
    @Nullable Instant hubTime) {
  /** Reads the hub's document. */
  public static WhoAmI of(JsonNode document) {
    return Views.read(document, WhoAmI.class);
  }
}
