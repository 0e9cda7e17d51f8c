// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

/**
 * What the agent knows of the Kubernetes cluster that no document says.
 *
 * @param agentNamespace namespace of the agent
 */
public record Surroundings(String agentNamespace) {}
