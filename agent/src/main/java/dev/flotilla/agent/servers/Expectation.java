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
 * @param access how the agent reaches them
 * @param jetStream whether they store streams
 * @param joint with whom they are joined by gateways; empty for nobody
 * @param newest what those on the newest template must run with
 */
record Expectation(
    ChildNames names,
    DataPlaneAccess access,
    boolean jetStream,
    Optional<JointCluster> joint,
    Expected.Server newest) {}
