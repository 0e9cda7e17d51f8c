// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import java.util.Optional;

/**
 * What the agent knows of the Kubernetes cluster beyond the document.
 *
 * @param agentNamespace namespace of the agent
 * @param nackAccount ServiceAccount with which NACK may read its resources; empty where there is
 *     none, and so no NACK
 */
public record Surroundings(String agentNamespace, Optional<String> nackAccount) {}
