// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import java.io.IOException;

/**
 * The operator, the accounts as of the first day, and the keys that sign on their behalf.
 *
 * @param operator claims that every server is started with
 * @param operatorSigningKey signs accounts
 * @param system the account of {@code $SYS} requests
 * @param hub the account that owns every stream
 * @param agents the account that owns none
 */
public record NatsTrust(
    Jwt operator, Nkey operatorSigningKey, Account system, Account hub, Account agents) {

  /**
   * One account.
   *
   * @param claims as of the first day; a server may know newer ones
   * @param signingKey signs its users
   */
  public record Account(Jwt claims, Nkey signingKey) {
    /** The account's public key. */
    public String id() {
      return claims.subject();
    }
  }

  static NatsTrust open(KeyStore store) throws IOException {
    return new NatsTrust(
        Jwt.parse(HubKeys.text(store, KeyFile.OPERATOR)),
        Nkey.fromSeed(HubKeys.text(store, KeyFile.OPERATOR_SIGNING_KEY)),
        account(store, KeyFile.SYSTEM_ACCOUNT, KeyFile.SYSTEM_SIGNING_KEY),
        account(store, KeyFile.HUB_ACCOUNT, KeyFile.HUB_SIGNING_KEY),
        account(store, KeyFile.AGENTS_ACCOUNT, KeyFile.AGENTS_SIGNING_KEY));
  }

  private static Account account(KeyStore store, KeyFile claims, KeyFile seed) throws IOException {
    return new Account(
        Jwt.parse(HubKeys.text(store, claims)), Nkey.fromSeed(HubKeys.text(store, seed)));
  }
}
