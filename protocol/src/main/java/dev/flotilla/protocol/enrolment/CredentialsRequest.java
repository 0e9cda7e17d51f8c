// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.enrolment;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * {@code POST /enrol/v1/agents/ID/credentials}: an agent asks for its first credentials, or for new
 * ones after the old ones expired. Also the body of the {@code renew} service call, where the NATS
 * user is proof already.
 *
 * @param nkey the agent's public user NKey
 * @param csr PEM of a PKCS#10 request
 * @param at the agent's clock; within five minutes of the hub's, so that a recorded request is soon
 *     worthless
 * @param proof base64 of the NKey's signature over {@link #proofBytes}
 */
public record CredentialsRequest(String nkey, String csr, Instant at, String proof) {

  /** What the NKey signs. */
  public static byte[] proofBytes(AgentId agent, String csr, Instant at) {
    String text = "flotilla-credentials-v1\n" + agent + "\n" + at.toEpochMilli() + "\n" + csr;
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
