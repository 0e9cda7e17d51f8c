// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

/**
 * A follower of the meta group.
 *
 * @param name the server's name
 * @param current whether it has everything that the leader committed, and was seen lately
 * @param offline whether the leader has lost it
 * @param lag operations it is behind
 */
public record MetaReplica(String name, boolean current, boolean offline, long lag) {}
