// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import org.jboss.resteasy.reactive.RestPath;

/**
 * A NatsCluster in a URL.
 *
 * @param member name or id of the agent
 * @param namespace in the member
 * @param name in the namespace
 */
public record NatsClusterAddress(
    @RestPath String member, @RestPath String namespace, @RestPath String name) {}
