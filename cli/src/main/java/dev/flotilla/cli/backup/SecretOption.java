// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code NAME[:KEY]} of a Secret. */
final class SecretOption {
  private SecretOption() {}

  static ObjectNode read(String text) {
    String[] parts = text.split(":", 2);
    ObjectNode secret = JsonNodeFactory.instance.objectNode().put("name", parts[0]);
    if (parts.length > 1) {
      secret.put("key", parts[1]);
    }
    return secret;
  }
}
