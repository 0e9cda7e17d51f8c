// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.document;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;

/**
 * The desired state of one resource at one revision.
 *
 * @param issue to whom, by whom and until when
 * @param revision of this key, from 1, never reused within an epoch
 * @param key the resource
 * @param body JSON of the resource, kept as bytes: re-signing changes the issue and never the body
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest
public record Document(Issue issue, long revision, ResourceKey key, byte[] body) {

  /** The payload type of a signed document. */
  public static final String TYPE = "application/vnd.flotilla.document.v1+json";

  /** Identifies the body; two documents of one revision must agree in it. */
  public String digest() {
    return Digest.of(body);
  }

  public AgentId audience() {
    return issue.audience();
  }

  public Envelope sign(SigningKey signer) {
    return Envelope.sign(TYPE, Json.write(this), signer);
  }
}
