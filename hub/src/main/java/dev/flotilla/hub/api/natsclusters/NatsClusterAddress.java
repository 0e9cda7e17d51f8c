// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

/**
 * A NatsCluster in a URL.
 *
 * @param member name or id of the agent
 * @param namespace in the member
 * @param name in the namespace
 */
record NatsClusterAddress(String member, String namespace, String name) {}
