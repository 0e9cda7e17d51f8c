// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.enrolment;

import dev.flotilla.nats.jwt.KeyKind;
import dev.flotilla.nats.jwt.PublicKey;
import java.util.Base64;

/** Whether an agent holds the private half of the user key that it shows. */
final class Possession {
  private Possession() {}

  static boolean proved(String nkey, byte[] signed, String proof) {
    try {
      return KeyKind.USER.isPublicKey(nkey)
          && PublicKey.verify(nkey, signed, Base64.getDecoder().decode(proof));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
