// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.enrolment;

import dev.flotilla.protocol.signature.Envelope;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent needs to connect.
 *
 * @param state pending means: nothing else is here yet, ask again
 * @param credentials null unless accepted
 * @param hubTime the hub's clock
 */
public record CredentialsReply(
    AgentState state, @Nullable Credentials credentials, Instant hubTime) {

  /**
   * Issued together, renewed together.
   *
   * @param certificate PEM of the client certificate
   * @param ca PEM of the authorities to trust on every connection to the hub
   * @param userJwt the NATS user claim
   * @param natsUrls {@code tls://host:4222}, {@code wss://host:443}
   * @param keySet signed by an offline root
   */
  public record Credentials(
      String certificate, String ca, String userJwt, List<URI> natsUrls, Envelope keySet) {

    public Credentials {
      natsUrls = List.copyOf(natsUrls);
    }
  }
}
