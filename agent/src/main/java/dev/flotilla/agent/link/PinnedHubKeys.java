// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.enrolment.CredentialsReply.Credentials;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The keys that a pinned root vouches for, as stored with the agent's identity. */
@ApplicationScoped
public class PinnedHubKeys {
  private final IdentityStore store;

  PinnedHubKeys(IdentityStore store) {
    this.store = store;
  }

  /** The keys; empty without a hub. */
  Optional<KeySet> current() {
    return store
        .load()
        .flatMap(
            identity ->
                identity
                    .credentials()
                    .map(Credentials::keySet)
                    .flatMap(keySet -> identity.hub().pinned().open(keySet)));
  }

  /** Whether the hub signed that document, at any time. False without a hub. */
  public boolean signed(Envelope document) {
    return current()
        .filter(
            keySet ->
                document.verifies(
                    Document.TYPE, keySet.keys().stream().map(KeySet.Entry::key).toList()))
        .isPresent();
  }
}
