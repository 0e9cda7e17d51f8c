// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import dev.flotilla.protocol.report.NatsClusterFacts.Access;
import java.util.Locale;

/** The form of a client's credentials, which the key in their Secret determines. */
enum CredentialForm {
  /** A file with signed claims and their private key. */
  CLAIMS("NATS_CREDS", ".authHandler(Nats.credentials(System.getenv(\"NATS_CREDS\")))", "--creds"),
  /** A file with a private key. */
  NKEY(
      "NATS_NKEY",
      """
      .authHandler(Nats.staticCredentials(null,
                Files.readString(Path.of(System.getenv("NATS_NKEY"))).strip().toCharArray()))""",
      "--nkey"),
  /** A name and a password. */
  PASSWORD(
      "NATS_PASSWORD",
      ".userInfo(System.getenv(\"NATS_USER\"), System.getenv(\"NATS_PASSWORD\"))",
      "--user, --password"),
  /** None: authentication is off. */
  NONE("", "", "");

  private final String variable;
  private final String java;
  private final String option;

  CredentialForm(String variable, String java, String option) {
    this.variable = variable;
    this.java = java;
    this.option = option;
  }

  static CredentialForm of(Access access) {
    return switch (access.key()) {
      case null -> NONE;
      case "password" -> PASSWORD;
      case "user.nk" -> NKEY;
      default -> CLAIMS;
    };
  }

  /** Whether a client reads them from a file. */
  boolean isFile() {
    return this == CLAIMS || this == NKEY;
  }

  /** Environment variable with the file, or with the password. */
  String variable() {
    return variable;
  }

  /** The call of the builder of {@code Options} in Java; empty for none. */
  String java() {
    return java;
  }

  /** Options of the nats CLI; empty for none. */
  String option() {
    return option;
  }

  /** The value in JSON and YAML. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
