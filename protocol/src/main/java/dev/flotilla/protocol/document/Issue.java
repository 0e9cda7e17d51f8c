// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.document;

import dev.flotilla.protocol.AgentId;
import java.time.Instant;

/**
 * The claims of every signed payload.
 *
 * @param audience the only agent that may admit it
 * @param epoch of the key set under which it was signed
 * @param issuedAt the hub's clock
 * @param expiresAt until when it may be admitted; once admitted, it does not expire
 * @param issuer the hub that signed, as its public URL
 */
public record Issue(
    AgentId audience, long epoch, Instant issuedAt, Instant expiresAt, String issuer) {}
