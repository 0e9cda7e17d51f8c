// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.configuration.AccessRules;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Login;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * How the agent and others log in to a data plane.
 *
 * @param rules for the servers' configuration
 * @param system the agent's user in the system account
 * @param probe user of the account that exists for probes
 * @param application user of the account for applications; empty where they need none
 * @param renewal issues claims of an account of this trust again, now; throws {@link
 *     IllegalArgumentException} for claims that this trust did not sign
 * @param tls context for servers that speak TLS to clients; empty for plain text
 */
public record DataPlaneAccess(
    AccessRules rules,
    Login system,
    Login probe,
    Optional<Login> application,
    UnaryOperator<Jwt> renewal,
    Optional<SSLContext> tls) {
  /** The same for servers that are reached over that context. */
  public DataPlaneAccess over(Optional<SSLContext> context) {
    return new DataPlaneAccess(rules, system, probe, application, renewal, context);
  }
}
