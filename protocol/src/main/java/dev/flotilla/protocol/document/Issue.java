// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.document;

import dev.flotilla.protocol.AgentId;
import java.time.Instant;

/**
 * What every signed thing says of itself.
 *
 * @param audience the only agent that may take it in
 * @param epoch of the key set under which it was signed
 * @param issuedAt the hub's clock
 * @param expiresAt until when it may be admitted; what was admitted stays true afterwards
 * @param issuer the hub that signed, as its public URL
 */
public record Issue(
    AgentId audience, long epoch, Instant issuedAt, Instant expiresAt, String issuer) {}
