// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.configuration.AccessRules;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Login;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * What the agent needs to know of who a data plane lets in.
 *
 * @param rules for the servers' configuration
 * @param system the agent's user in the system account
 * @param probe user of the account that exists for probes
 * @param application user of the account that people's applications use; empty where they need none
 * @param renewal gives claims of an account of this trust, issued now; throws {@link
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
  /** The same for servers that are reached that way. */
  public DataPlaneAccess over(Optional<SSLContext> context) {
    return new DataPlaneAccess(rules, system, probe, application, renewal, context);
  }
}
