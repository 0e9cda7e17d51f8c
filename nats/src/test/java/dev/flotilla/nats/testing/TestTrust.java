// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import dev.flotilla.nats.configuration.OperatorTrust;
import dev.flotilla.nats.jwt.AccountClaims;
import dev.flotilla.nats.jwt.AccountLimits;
import dev.flotilla.nats.jwt.AccountSigningKey;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.JetStreamLimits;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.OperatorClaims;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * An operator with two signing keys and the accounts SYS, PROBE and APP, the latter two with
 * JetStream.
 *
 * @param operator identity key of the operator
 * @param signing one of its two signing keys
 * @param claims operator claims
 * @param system account SYS
 * @param probe account PROBE
 * @param app account APP
 */
public record TestTrust(
    Nkey operator, Nkey signing, Jwt claims, Account system, Account probe, Account app) {
  private static final Nkeys KEYS = new Nkeys(new SecureRandom());

  /**
   * An account and its key.
   *
   * @param key identity key
   * @param signing its one signing key
   * @param jwt claims
   */
  public record Account(Nkey key, Nkey signing, Jwt jwt) {
    /** Credentials of a new user that may do everything in the account. */
    public Credentials user(String name) {
      Nkey user = KEYS.user();
      UserClaims claims =
          UserClaims.of(user.publicKey(), name, key.publicKey(), UserPermissions.ALL);
      return new Credentials(claims.sign(signing, Instant.now()), user);
    }
  }

  /** New keys for everything. */
  public static TestTrust create() {
    Nkey operator = KEYS.operator();
    Nkey signing = KEYS.operator();
    Nkey system = KEYS.account();
    OperatorClaims claims =
        new OperatorClaims(
            operator.publicKey(),
            "test",
            List.of(signing.publicKey(), KEYS.operator().publicKey()),
            system.publicKey(),
            true);
    return new TestTrust(
        operator,
        signing,
        claims.sign(operator, Instant.now()),
        account(signing, system, "SYS", AccountLimits.UNLIMITED),
        account(signing, KEYS.account(), "PROBE", withJetStream()),
        account(signing, KEYS.account(), "APP", withJetStream()));
  }

  /** What the configuration needs of it. */
  public OperatorTrust trust() {
    return new OperatorTrust(
        claims, system.key().publicKey(), List.of(system.jwt(), probe.jwt(), app.jwt()));
  }

  private static AccountLimits withJetStream() {
    return AccountLimits.UNLIMITED.withJetStream(JetStreamLimits.UNLIMITED);
  }

  private static Account account(Nkey signing, Nkey key, String name, AccountLimits limits) {
    Nkey users = KEYS.account();
    AccountClaims claims =
        AccountClaims.of(key.publicKey(), name)
            .withLimits(limits)
            .withSigningKeys(List.of(new AccountSigningKey.Plain(users.publicKey())));
    return new Account(key, users, claims.sign(signing, Instant.now()));
  }
}
