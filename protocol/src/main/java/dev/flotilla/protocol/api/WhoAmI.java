// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.api;

import java.time.Instant;

/**
 * The caller, as identified by its token.
 *
 * @param id of the token
 * @param name of the token
 * @param role {@code viewer}, {@code operator} or {@code admin}
 * @param version of the hub
 * @param apiVersion of the hub's REST API, such as {@code v1}
 * @param hubTime the hub's clock
 */
public record WhoAmI(
    String id, String name, String role, String version, String apiVersion, Instant hubTime) {}
