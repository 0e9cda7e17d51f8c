// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

/**
 * The items of a key store; as files of a folder and as entries of a Secret they have the same
 * names.
 */
public enum KeyFile {
  /** JSON: the hub's public address and names. */
  HUB("hub.json"),
  /** Base64 of the Ed25519 seed that signs documents. */
  SIGNING_KEY("signing.key"),
  /** JSON: the signed set of online keys. */
  KEY_SET("keyset.json"),
  /** JSON: the public halves of the offline roots. */
  ROOTS("roots.json"),
  /** PEM certificate of the fleet's authority. */
  CA_CERTIFICATE("ca.crt"),
  /** PEM private key (PKCS#8) of the fleet's authority. */
  CA_KEY("ca.key"),
  /** NATS operator claims. */
  OPERATOR("nats-operator.jwt"),
  /** Seed of the operator signing key in use. */
  OPERATOR_SIGNING_KEY("nats-operator-signing.seed"),
  /** Claims of the system account as of the first day. */
  SYSTEM_ACCOUNT("nats-sys.jwt"),
  /** Claims of the account that owns every stream, as of the first day. */
  HUB_ACCOUNT("nats-hub.jwt"),
  /** Claims of the agents' account as of the first day. */
  AGENTS_ACCOUNT("nats-agents.jwt"),
  /** Seed that signs the hub's own system users. */
  SYSTEM_SIGNING_KEY("nats-sys-signing.seed"),
  /** Seed that signs the hub's own users. */
  HUB_SIGNING_KEY("nats-hub-signing.seed"),
  /** Seed of the scoped key that signs agents' users. */
  AGENTS_SIGNING_KEY("nats-agents-signing.seed"),
  /** JSON: name, role and digest of the first administrator's token. */
  ADMIN_TOKEN("admin-token.json");

  private final String fileName;

  KeyFile(String fileName) {
    this.fileName = fileName;
  }

  /** The file's or Secret entry's name. */
  public String fileName() {
    return fileName;
  }
}
