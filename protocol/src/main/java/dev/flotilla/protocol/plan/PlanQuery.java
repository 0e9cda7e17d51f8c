// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.plan;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;

/**
 * What would come of a document? Pushed on the agent's live subject, answered by a service call of
 * the agent: a reply subject does not cross a stream import.
 *
 * @param issue to whom, by whom, and until when somebody waits for the answer
 * @param id stands in the answer
 * @param key the resource
 * @param body JSON of the resource, as a deploy would send it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record PlanQuery(Issue issue, String id, ResourceKey key, byte[] body) {

  /** The payload type of a signed query. */
  public static final String TYPE = "application/vnd.flotilla.plan-query.v1+json";

  public Envelope sign(SigningKey signer) {
    return Envelope.sign(TYPE, Json.write(this), signer);
  }
}
