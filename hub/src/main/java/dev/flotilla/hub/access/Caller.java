// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.access;

/**
 * Who calls the API.
 *
 * @param tokenId id of the token
 * @param name its name; what audit rows show
 * @param role what it may do
 */
public record Caller(String tokenId, String name, Role role) {}
