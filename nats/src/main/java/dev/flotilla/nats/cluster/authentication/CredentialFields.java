// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.authentication;

import static dev.flotilla.nats.document.FindingCode.PASSWORD_IN_DOCUMENT;
import static dev.flotilla.nats.document.FindingCode.SEED_IN_DOCUMENT;
import static dev.flotilla.nats.document.FindingCode.TOKEN_UNSUPPORTED;

import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.jwt.KeyKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Fields in which a secret could be given by mistake. No finding repeats what was given there. */
final class CredentialFields {
  private static final String TOKEN = "token";
  private static final String TOKEN_HINT =
      "Use mode basic, whose users can share a password, or a user in mode accounts.";

  private CredentialFields() {}

  static Optional<String> mode(Section section, List<String> modes) {
    Optional<String> mode = section.text("mode");
    if (mode.isPresent() && !modes.contains(mode.get())) {
      boolean token = mode.get().equals(TOKEN);
      section.report(
          token ? TOKEN_UNSUPPORTED : FindingCode.BAD_VALUE,
          section.field("mode"),
          token
              ? "nats-server does not support a token together with accounts, and the agent needs the system account."
              : "\"" + mode.get() + "\" is not an authentication mode.",
          token ? TOKEN_HINT : "Modes are " + String.join(", ", modes) + ".");
      return Optional.empty();
    }
    return mode;
  }

  /** Refuses well-known fields for credentials, which every reader of the document would see. */
  static void refuseSecrets(Section section, Collection<String> names) {
    for (String name : names) {
      if (section.has(name)) {
        boolean token = name.equals(TOKEN);
        section.report(
            PASSWORD_IN_DOCUMENT,
            section.field(name),
            "A NatsCluster must not contain credentials: anyone who can read it could log in.",
            token
                ? TOKEN_HINT
                : "Remove it, change the password, and reference a Secret in passwordFrom.");
      }
    }
  }

  /** The public key of a user, which can be confused with the private one. */
  static Optional<String> publicKey(Section section, String name) {
    Optional<String> given = section.text(name);
    if (given.isPresent() && !KeyKind.USER.isPublicKey(given.get())) {
      boolean seed = given.get().startsWith("S");
      section.report(
          seed ? SEED_IN_DOCUMENT : FindingCode.BAD_VALUE,
          section.field(name),
          seed ? "This is a private key." : "This is not a public user key.",
          seed
              ? "Generate a new key, and set its public key, which begins with U."
              : "A public user key is 56 letters and digits and begins with U; generate one with 'nk -gen user -pubout'.");
      return Optional.empty();
    }
    return given;
  }
}
