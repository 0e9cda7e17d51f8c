// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.nats.cluster.Authentication;
import dev.flotilla.nats.cluster.SharedTrust;
import java.util.Map;
import java.util.Optional;

/**
 * The NatsCluster whose keys are asked for.
 *
 * @param namespace its namespace
 * @param name its name
 * @param owner owner reference to it
 * @param jetStream whether its accounts may store streams
 * @param authentication who is let in
 * @param running whether its servers exist already
 * @param trust what its document says of sharing; empty where no document is accepted, so that the
 *     keys are taken as they are
 */
public record DataPlane(
    String namespace,
    String name,
    Map<String, Object> owner,
    boolean jetStream,
    Authentication authentication,
    boolean running,
    Optional<SharedTrust> trust) {
  /** Names of its Secrets. */
  public ChildNames names() {
    return new ChildNames(name);
  }
}
