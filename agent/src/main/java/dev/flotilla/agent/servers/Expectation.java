// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.nats.health.Expected;
import dev.flotilla.nats.health.JointCluster;
import java.util.Optional;

/**
 * What servers must be like to count as healthy.
 *
 * @param names names in their cluster
 * @param access how the agent logs in to them
 * @param jetStream whether they store streams
 * @param joint the clusters that they are joined to by gateways; empty for none
 * @param newest what those on the newest template must run
 */
record Expectation(
    ChildNames names,
    DataPlaneAccess access,
    boolean jetStream,
    Optional<JointCluster> joint,
    Expected.Server newest) {}
