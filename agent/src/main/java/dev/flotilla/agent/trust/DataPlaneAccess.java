// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.trust;

import dev.flotilla.nats.configuration.Trust;
import dev.flotilla.nats.jwt.Credentials;

/**
 * What the agent needs of a data plane's trust.
 *
 * @param trust for the servers' configuration
 * @param system the agent's user in the system account
 * @param probe user of the account that exists for probes
 * @param application user of the account that people's applications use
 */
public record DataPlaneAccess(
    Trust trust, Credentials system, Credentials probe, Credentials application) {}
