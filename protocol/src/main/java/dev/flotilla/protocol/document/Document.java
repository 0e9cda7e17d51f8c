// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.document;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;

/**
 * The desired state of one resource at one revision.
 *
 * @param issue audience, issuer and expiry
 * @param revision of this key, from 1, never reused within an epoch
 * @param key the resource
 * @param body JSON of the resource
 */
public record Document(Issue issue, long revision, ResourceKey key, Body body) {

  /** The payload type of a signed document. */
  public static final String TYPE = "application/vnd.flotilla.document.v1+json";

  /** Identifies the body; two documents of one revision must agree in it. */
  public String digest() {
    return body.digest();
  }

  /**
   * The body's bytes: re-signing changes the issue and never these.
   *
   * @throws IllegalStateException if they travel by digest and were not fetched
   */
  public byte[] bytes() {
    return body.inline()
        .orElseThrow(() -> new IllegalStateException("the body of " + key + " was not fetched"));
  }

  /** The same document with its body at hand. */
  public Document with(Body fetched) {
    return new Document(issue, revision, key, fetched);
  }

  public AgentId audience() {
    return issue.audience();
  }

  public Envelope sign(SigningKey signer) {
    return Envelope.sign(TYPE, Json.write(this), signer);
  }
}
