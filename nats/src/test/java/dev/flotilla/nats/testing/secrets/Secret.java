// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A secret and the forms in which it could be written.
 *
 * @param name says in a finding which one it is
 * @param forms ISO 8859-1 texts, one character a byte; any of them gives it away
 */
public record Secret(String name, Set<String> forms) {
  /** Shorter ones would be found by chance. */
  private static final int LEAST_BYTES = 16;

  public Secret {
    forms = Set.copyOf(forms);
  }

  /** A token, a seed, a password. */
  public static Secret text(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Key material, as it is in memory. */
  public static Secret bytes(String name, byte[] bytes) {
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException(name + " is too short to be looked for");
    }
    Set<String> forms = new LinkedHashSet<>();
    forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
    String hex = HexFormat.of().formatHex(bytes);
    forms.add(hex);
    forms.add(hex.toUpperCase(Locale.ROOT));
    for (int before = 0; before < 3; before++) {
      forms.add(encoded(Base64.getEncoder(), bytes, before));
      forms.add(encoded(Base64.getUrlEncoder(), bytes, before));
    }
    return new Secret(name, forms);
  }

  /** A private key in PEM: its body, whatever its lines look like. */
  public static Secret pem(String name, String pem) {
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    byte[] key = Base64.getDecoder().decode(body);
    Set<String> forms = new LinkedHashSet<>(bytes(name, key).forms());
    pem.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("-") && line.length() == 64)
        .skip(1) // the first line of a key says of which kind it is
        .forEach(line -> forms.addAll(text(name, line).forms()));
    return new Secret(name, forms);
  }

  // Inside a longer text that was encoded as a whole, its bytes may begin at any of three places of
  // a group; the characters that other bytes take part in are left out.
  private static String encoded(Base64.Encoder encoder, byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    int whole = shifted.length - shifted.length % 3;
    String text = encoder.encodeToString(Arrays.copyOf(shifted, whole));
    return text.substring(before == 0 ? 0 : 4);
  }

  @Override
  public String toString() {
    return "Secret[" + name + "]";
  }
}
