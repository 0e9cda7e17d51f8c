// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

/**
 * A cluster that gateways join with others. Under one trust they have one JetStream meta group, and
 * servers of all of them answer to the system account.
 *
 * @param name its name among them
 * @param guest whether it joined a meta group that was there before, and so is not to have one of
 *     its own
 */
public record JointCluster(String name, boolean guest) {}
