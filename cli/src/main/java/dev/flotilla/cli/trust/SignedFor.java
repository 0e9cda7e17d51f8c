// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.protocol.report.NatsClusterFacts.Claims;
import dev.flotilla.protocol.report.NatsClusterFacts.Keys;
import java.io.IOException;
import java.util.Base64;

/**
 * Looks into claims for the keys that they let sign; who signed them is judged by hub and agent.
 */
final class SignedFor {
  private SignedFor() {}

  static boolean allow(Claims claims, Keys keys) {
    return lets(claims.system(), keys.system())
        && lets(claims.probe(), keys.probe())
        && lets(claims.application(), keys.application());
  }

  private static boolean lets(String claims, String key) {
    for (JsonNode signer : payload(claims).at("/nats/signing_keys")) {
      if (signer.asText().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode payload(String claims) {
    String[] parts = claims.split("\\.", -1);
    try {
      return Formats.json().readTree(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException damaged) {
      throw new IllegalStateException("the hub reports claims that cannot be decoded", damaged);
    }
  }
}
