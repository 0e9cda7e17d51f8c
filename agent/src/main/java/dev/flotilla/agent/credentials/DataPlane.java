// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import java.util.Map;
import java.util.Optional;

/**
 * The NatsCluster whose keys are requested.
 *
 * @param namespace its namespace
 * @param name its name
 * @param owner owner reference to it
 * @param jetStream whether its accounts may store streams
 * @param authentication mode of authentication
 * @param running whether its servers exist already
 * @param trust the document's settings of shared trust; empty where no document is accepted, so
 *     that the keys stay as they are
 */
public record DataPlane(
    String namespace,
    String name,
    Map<String, Object> owner,
    boolean jetStream,
    Authentication authentication,
    boolean running,
    Optional<SharedTrust> trust) {
  /** Of a NatsCluster with an accepted document. */
  public static DataPlane of(Live owner, NatsClusterSpec spec, boolean running) {
    return new DataPlane(
        owner.namespace(),
        owner.name(),
        Blueprint.ownerReference(owner.name(), owner.uid()),
        spec.settings().jetStream().enabled(),
        spec.access().authentication(),
        running,
        Optional.of(spec.access().trust()));
  }

  /** Of running servers, regardless of the document of their NatsCluster. */
  public static DataPlane asItIs(Live owner, Live set) {
    return new DataPlane(
        owner.namespace(),
        owner.name(),
        Blueprint.ownerReference(owner.name(), owner.uid()),
        false,
        ServerSet.authentication(Tree.at(set.tree(), "metadata").orElseThrow()),
        true,
        Optional.empty());
  }

  /** Names of its Secrets. */
  public ChildNames names() {
    return new ChildNames(name);
  }
}
