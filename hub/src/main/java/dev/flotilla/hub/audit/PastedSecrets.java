// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.audit;

import java.util.regex.Pattern;

/**
 * Hides what users paste in the wrong place, such as a whole token where its id belongs: the record
 * repeats addresses and wrong values, and nothing is ever taken out of it again.
 */
final class PastedSecrets {
  private static final Pattern API_TOKEN = Pattern.compile("(fla_[a-z0-9]{10}_)[A-Za-z0-9_-]{20,}");
  private static final Pattern JOIN_TOKEN = Pattern.compile("(flt1\\.)[A-Za-z0-9_=-]{20,}");
  private static final Pattern NKEY_SEED = Pattern.compile("(S[A-Z])[A-Z2-7]{56}");

  private PastedSecrets() {}

  static String hidden(String text) {
    String rest = text;
    for (Pattern secret : new Pattern[] {API_TOKEN, JOIN_TOKEN, NKEY_SEED}) {
      rest = secret.matcher(rest).replaceAll("$1…");
    }
    return rest;
  }
}
