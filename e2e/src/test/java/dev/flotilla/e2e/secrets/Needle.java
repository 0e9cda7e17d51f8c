// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What is looked for.
 *
 * @param name for a person; never the secret
 * @param home the one location that was made to hold it; empty for none
 * @param forms in which it could stand: as it is, in hexadecimal, in Base64 wherever it begins
 */
record Needle(String name, String home, List<String> forms) {

  /** Bytes that a group of Base64 stands for. */
  private static final int GROUP = 3;

  static Needle of(String name, String home, String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    forms.add(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
    for (int offset = 0; offset < GROUP; offset++) {
      forms.add(middle(secret, offset));
    }
    return new Needle(name, home, forms);
  }

  boolean isIn(String text) {
    return forms.stream().anyMatch(text::contains);
  }

  /** The part of the Base64 that does not depend on what stands before and behind the secret. */
  private static String middle(String secret, int offset) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    int skip = (GROUP - offset) % GROUP;
    int length = (bytes.length - skip) / GROUP * GROUP;
    byte[] whole = Arrays.copyOfRange(bytes, skip, skip + length);
    return Base64.getEncoder().encodeToString(whole);
  }
}
