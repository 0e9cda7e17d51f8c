// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.credentials.DataPlaneKeys.Account;
import dev.flotilla.nats.cluster.trust.TrustClaims;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import dev.flotilla.nats.configuration.OperatorTrust;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys of a data plane whose operator is that of another: they only sign users, once the other
 * data plane has added their public halves to its accounts.
 *
 * @param signers by account; generated here, and never elsewhere
 * @param claims what the other one has signed, as first received by these servers; empty until then
 */
record JoinedKeys(Map<Account, Nkey> signers, Optional<TrustClaims> claims) implements Keyring {
  private static final String SEED = "-signing.seed";
  private static final String OPERATOR = "operator.jwt";

  JoinedKeys {
    signers = Map.copyOf(signers);
  }

  static JoinedKeys create(Nkeys nkeys) {
    Map<Account, Nkey> signers = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      signers.put(account, nkeys.account());
    }
    return new JoinedKeys(signers, Optional.empty());
  }

  /** Whether a Secret holds such keys, and not those of an operator. */
  static boolean areIn(Map<String, String> data) {
    return data.containsKey(Account.SYSTEM.key() + SEED);
  }

  /**
   * Reads what {@link #secretData} wrote.
   *
   * @throws IllegalArgumentException when a key is missing or damaged; the message contains no key
   */
  static JoinedKeys parse(Map<String, String> data) {
    Map<Account, Nkey> signers = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      signers.put(account, Nkey.fromSeed(DataPlaneKeys.part(data, account.key() + SEED)));
    }
    return new JoinedKeys(
        signers, data.containsKey(OPERATOR) ? Optional.of(claims(data)) : Optional.empty());
  }

  private static TrustClaims claims(Map<String, String> data) {
    return new TrustClaims(
        DataPlaneKeys.part(data, OPERATOR),
        DataPlaneKeys.part(data, Account.SYSTEM.claims()),
        DataPlaneKeys.part(data, Account.PROBE.claims()),
        DataPlaneKeys.part(data, Account.APPLICATION.claims()));
  }

  /** What the Secret holds, in plain text. */
  Map<String, String> secretData() {
    Map<String, String> data = new TreeMap<>();
    signers.forEach((account, key) -> data.put(account.key() + SEED, key.seed()));
    claims.ifPresent(
        given -> {
          data.put(OPERATOR, given.operator());
          data.put(Account.SYSTEM.claims(), given.system());
          data.put(Account.PROBE.claims(), given.probe());
          data.put(Account.APPLICATION.claims(), given.application());
        });
    return data;
  }

  /** The public halves, for the other one to sign. */
  TrustKeys publicKeys() {
    return new TrustKeys(
        signer(Account.SYSTEM).publicKey(),
        signer(Account.PROBE).publicKey(),
        signer(Account.APPLICATION).publicKey());
  }

  /** Accounts of these claims that do not permit these keys to sign. */
  List<String> refusedBy(TrustClaims given) {
    return List.of(Account.values()).stream()
        .filter(
            account ->
                !Jwt.parse(of(account, given)).signingKeys().contains(signer(account).publicKey()))
        .map(Account::title)
        .toList();
  }

  JoinedKeys with(TrustClaims given) {
    return new JoinedKeys(signers, Optional.of(given));
  }

  @Override
  public OperatorTrust trust() {
    TrustClaims given = given();
    return new OperatorTrust(
        Jwt.parse(given.operator()),
        identity(Account.SYSTEM),
        List.of(Account.values()).stream().map(account -> Jwt.parse(of(account, given))).toList());
  }

  @Override
  public Nkey signer(Account account) {
    Nkey signer = signers.get(account);
    if (signer == null) {
      throw new IllegalStateException("no key for " + account);
    }
    return signer;
  }

  @Override
  public String identity(Account account) {
    return Jwt.parse(of(account, given())).subject();
  }

  @Override
  public Jwt renewed(Jwt account, Instant now) {
    throw new IllegalArgumentException(
        "only the home can sign the claims of account " + account.subject());
  }

  /** The public keys, never the private ones. */
  @Override
  public String toString() {
    return "JoinedKeys" + publicKeys();
  }

  private TrustClaims given() {
    return claims.orElseThrow(() -> new IllegalStateException("no claims yet"));
  }

  private static String of(Account account, TrustClaims claims) {
    return switch (account) {
      case SYSTEM -> claims.system();
      case PROBE -> claims.probe();
      case APPLICATION -> claims.application();
    };
  }
}
