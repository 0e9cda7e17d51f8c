// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.trust;

import dev.flotilla.nats.configuration.Trust;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Jwt;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * What the agent needs of a data plane's trust.
 *
 * @param trust for the servers' configuration
 * @param system the agent's user in the system account
 * @param probe user of the account that exists for probes
 * @param application user of the account that people's applications use
 * @param renewal gives claims of an account of this trust, issued now; throws {@link
 *     IllegalArgumentException} for claims that this trust did not sign
 * @param tls context for servers that speak TLS to clients; empty for plain text
 */
public record DataPlaneAccess(
    Trust trust,
    Credentials system,
    Credentials probe,
    Credentials application,
    UnaryOperator<Jwt> renewal,
    Optional<SSLContext> tls) {
  /** The same for servers that are reached that way. */
  public DataPlaneAccess over(Optional<SSLContext> context) {
    return new DataPlaneAccess(trust, system, probe, application, renewal, context);
  }
}
