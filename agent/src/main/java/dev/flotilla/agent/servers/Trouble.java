// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

/**
 * Why something does not go on.
 *
 * @param code stable, as Kubernetes or the health judgement says it: {@code ImagePullBackOff},
 *     {@code Unschedulable}
 * @param message a sentence for a person that names the server
 */
public record Trouble(String code, String message) {}
