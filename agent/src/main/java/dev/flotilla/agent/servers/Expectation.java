// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.cluster.listeners.Listener;
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
 * @param remedies what their document brings that can heal them
 */
record Expectation(
    ChildNames names,
    DataPlaneAccess access,
    boolean jetStream,
    Optional<JointCluster> joint,
    Expected.Server newest,
    Remedies remedies) {
  /** Servers as they run, whatever the document says: any version and configuration. */
  static Expectation asItIs(Live set, DataPlaneAccess access) {
    ChildNames names = new ChildNames(set.name());
    boolean jetStream =
        Tree.list(set.tree(), "spec", "volumeClaimTemplates").stream()
            .anyMatch(claim -> Tree.text(claim, "metadata", "name").equals(names.streamsVolume()));
    return new Expectation(
        names, access, jetStream, joint(set), Expected.Server.ANY, Remedies.NONE);
  }

  /** The same servers on their way to a document that brings these. */
  Expectation with(Remedies brought) {
    return new Expectation(names, access, jetStream, joint, newest, brought);
  }

  /** With which clusters the servers of a StatefulSet are joined; empty for none. */
  static Optional<JointCluster> joint(Live set) {
    boolean gateway =
        Tree.list(set.tree(), "spec", "template", "spec", "containers").stream()
            .flatMap(container -> Tree.list(container, "ports").stream())
            .anyMatch(port -> Tree.text(port, "name").equals(Listener.GATEWAY.label()));
    String name = set.annotation(Labels.CLUSTER_NAME);
    return gateway
        ? Optional.of(new JointCluster(name.isEmpty() ? set.name() : name, false))
        : Optional.empty();
  }
}
