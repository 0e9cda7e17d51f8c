// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The {@code data} of Secrets, which is base64 on the wire. */
public final class SecretData {
  private SecretData() {}

  /** The content of a Secret in plain text. */
  public static Map<String, String> plain(Live secret) {
    Map<String, String> plain = new TreeMap<>();
    if (Tree.at(secret.tree(), "data").orElse(null) instanceof Map<?, ?> data) {
      data.forEach(
          (key, value) ->
              plain.put(
                  String.valueOf(key),
                  new String(
                      Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8)));
    }
    return plain;
  }

  /** Plain text as a Secret holds it. */
  public static Map<String, Object> encoded(Map<String, String> plain) {
    Map<String, Object> encoded = new TreeMap<>();
    plain.forEach(
        (key, value) ->
            encoded.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return encoded;
  }
}
