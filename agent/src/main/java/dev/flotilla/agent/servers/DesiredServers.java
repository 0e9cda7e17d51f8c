// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.health.Expected;
import dev.flotilla.nats.health.JointCluster;
import java.util.Optional;

/**
 * The servers of a roll.
 *
 * @param blueprint the desired state
 * @param configurationDigest digest that a server reports once it runs with the blueprint's
 *     configuration
 * @param access how the agent logs in to them
 */
public record DesiredServers(
    Blueprint blueprint, String configurationDigest, DataPlaneAccess access) {
  Expectation expectation() {
    return new Expectation(
        blueprint.names(),
        access,
        blueprint.spec().settings().jetStream().enabled(),
        joint(),
        new Expected.Server(
            Optional.of(blueprint.spec().servers().version()), Optional.of(configurationDigest)),
        Remedies.of(blueprint));
  }

  /** A guest that stores streams waits for the home's meta group. */
  private Optional<JointCluster> joint() {
    NatsClusterSpec spec = blueprint.spec();
    String name = new NatsCluster(blueprint.namespace(), blueprint.name(), spec).clusterName();
    return spec.listeners().gateway() == null
        ? Optional.empty()
        : Optional.of(new JointCluster(name, spec.access().trust().joined()));
  }
}
