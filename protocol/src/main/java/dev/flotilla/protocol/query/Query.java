// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;

/**
 * A query of the hub. Published on the agent's live subject, answered by a service call of the
 * agent: a reply subject does not cross a stream import.
 *
 * @param issue audience, issuer, and until when the answer is awaited
 * @param id repeated in the answer
 * @param question the question
 */
public record Query(Issue issue, String id, Question<?> question) {

  /** The payload type of a signed query. */
  public static final String TYPE = "application/vnd.flotilla.query.v1+json";

  public Envelope sign(SigningKey signer) {
    return Envelope.sign(TYPE, Json.write(this), signer);
  }
}
