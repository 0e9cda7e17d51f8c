// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.enrolment;

import dev.flotilla.protocol.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code POST /enrol/v1/agents}: an agent asks to become a member.
 *
 * @param tokenId of the join token
 * @param tokenSecret of the join token
 * @param member the name that people will use: a DNS label of at most 40 characters
 * @param nkey the agent's public user NKey, {@code U…}; its seed never leaves the member
 * @param csr PEM of a PKCS#10 request for an EC P-256 key made in the member
 * @param version of the agent's program
 * @param namespaces that the agent serves
 * @param proof base64 of the NKey's signature over {@link #proofBytes}
 */
public record EnrolmentRequest(
    String tokenId,
    String tokenSecret,
    String member,
    String nkey,
    String csr,
    String version,
    List<String> namespaces,
    String proof) {

  public EnrolmentRequest {
    namespaces = List.copyOf(namespaces);
  }

  /**
   * What the NKey signs to prove that its holder asks: bound to the token, so that it cannot be
   * used with another.
   */
  public static byte[] proofBytes(String tokenId, String nkey, String csr) {
    String text = "flotilla-enrol-v1\n" + tokenId + "\n" + nkey + "\n" + csr;
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "EnrolmentRequest[" + member + " with token " + tokenId + "]";
  }
}
