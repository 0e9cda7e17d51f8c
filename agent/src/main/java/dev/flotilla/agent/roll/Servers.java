// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.roll;

import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.trust.DataPlaneAccess;
import dev.flotilla.nats.health.Expected;
import java.util.Optional;

/**
 * The servers that a roll is about.
 *
 * @param blueprint what they should be
 * @param configurationDigest digest that a server reports once it runs with the blueprint's
 *     configuration
 * @param access how the agent reaches them
 */
public record Servers(Blueprint blueprint, String configurationDigest, DataPlaneAccess access) {
  Expectation expectation() {
    return new Expectation(
        blueprint.names(),
        access,
        blueprint.spec().jetStream().enabled(),
        new Expected.Server(
            Optional.of(blueprint.spec().version()), Optional.of(configurationDigest)));
  }
}
