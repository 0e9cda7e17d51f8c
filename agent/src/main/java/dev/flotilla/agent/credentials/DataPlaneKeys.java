// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.configuration.OperatorTrust;
import dev.flotilla.nats.jwt.AccountClaims;
import dev.flotilla.nats.jwt.AccountLimits;
import dev.flotilla.nats.jwt.AccountSigningKey;
import dev.flotilla.nats.jwt.JetStreamLimits;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.OperatorClaims;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The private keys of one data plane and the claims signed with them. They are generated once, in
 * the member, and never leave it; the claims are stored with the keys because newly issued ones
 * would change the configuration.
 *
 * @param seeds by name in the Secret
 * @param claims by name in the Secret
 */
public record DataPlaneKeys(Map<String, Nkey> seeds, Map<String, Jwt> claims) implements Keyring {
  /** Accounts of every data plane. */
  public enum Account {
    /** The system account. */
    SYSTEM("system", "SYS"),
    /** For the health probe. */
    PROBE("probe", "FLOTILLA_PROBE"),
    /** For applications. */
    APPLICATION("app", "APP");

    private final String key;
    private final String title;

    Account(String key, String title) {
      this.key = key;
      this.title = title;
    }

    /** Its name in a Secret. */
    String key() {
      return key;
    }

    /** Key of its claims in a Secret. */
    String claims() {
      return key + CLAIMS;
    }

    /** Its name for people. */
    String title() {
      return title;
    }
  }

  private static final String OPERATOR = "operator";
  private static final String FIRST_SIGNER = "operator-signing-1";
  private static final String SECOND_SIGNER = "operator-signing-2";
  private static final String SEED = ".seed";
  private static final String CLAIMS = ".jwt";

  /** The most that probes may store; they remove their streams. */
  private static final JetStreamLimits PROBE_LIMITS = new JetStreamLimits(0, 64L << 20, 16, 64);

  public DataPlaneKeys {
    seeds = Map.copyOf(seeds);
    claims = Map.copyOf(claims);
  }

  /** New keys for a data plane of that name. */
  public static DataPlaneKeys create(String name, boolean jetStream, Nkeys nkeys, Instant now) {
    Map<String, Nkey> seeds = new TreeMap<>();
    List.of(OPERATOR, FIRST_SIGNER, SECOND_SIGNER).forEach(key -> seeds.put(key, nkeys.operator()));
    for (Account account : Account.values()) {
      seeds.put(account.key, nkeys.account());
    }
    Map<String, Jwt> claims = new TreeMap<>();
    claims.put(OPERATOR, operator(name, seeds).sign(seed(seeds, OPERATOR), now));
    for (Account account : Account.values()) {
      AccountClaims of =
          AccountClaims.of(seed(seeds, account.key).publicKey(), account.title)
              .withLimits(limits(account, jetStream));
      claims.put(account.key, of.sign(seed(seeds, FIRST_SIGNER), now));
    }
    return new DataPlaneKeys(seeds, claims);
  }

  /**
   * Reads what {@link #secretData} wrote.
   *
   * @throws IllegalArgumentException when a key is missing or damaged; the message contains no key
   */
  public static DataPlaneKeys parse(Map<String, String> data) {
    Map<String, Nkey> seeds = new TreeMap<>();
    Map<String, Jwt> claims = new TreeMap<>();
    for (String key : List.of(OPERATOR, FIRST_SIGNER, SECOND_SIGNER)) {
      seeds.put(key, Nkey.fromSeed(part(data, key + SEED)));
    }
    for (Account account : Account.values()) {
      seeds.put(account.key, Nkey.fromSeed(part(data, account.key + SEED)));
      claims.put(account.key, Jwt.parse(part(data, account.key + CLAIMS)));
    }
    claims.put(OPERATOR, Jwt.parse(part(data, OPERATOR + CLAIMS)));
    return new DataPlaneKeys(seeds, claims);
  }

  /** What the Secret holds, in plain text. */
  public Map<String, String> secretData() {
    Map<String, String> data = new TreeMap<>();
    seeds.forEach((key, seed) -> data.put(key + SEED, seed.seed()));
    claims.forEach((key, jwt) -> data.put(key + CLAIMS, jwt.text()));
    return data;
  }

  @Override
  public OperatorTrust trust() {
    List<Jwt> accounts =
        List.of(Account.values()).stream().map(account -> claims(account.key)).toList();
    return new OperatorTrust(claims(OPERATOR), identity(Account.SYSTEM), accounts);
  }

  /** An account signs its own users. */
  @Override
  public Nkey signer(Account account) {
    return seed(seeds, account.key);
  }

  @Override
  public Jwt renewed(Jwt account, Instant now) {
    Nkey signer = seed(seeds, FIRST_SIGNER);
    boolean ours =
        List.of(signer, seed(seeds, SECOND_SIGNER)).stream()
            .anyMatch(key -> key.publicKey().equals(account.issuer()));
    if (!ours || !account.verified()) {
      throw new IllegalArgumentException(
          "the claims of account " + account.subject() + " are not signed by this operator");
    }
    return account.reissued(signer, now);
  }

  @Override
  public String identity(Account account) {
    return signer(account).publicKey();
  }

  /** Claims of the operator. */
  Jwt operator() {
    return claims(OPERATOR);
  }

  /** Claims of an account as they were signed first. */
  Jwt claims(Account account) {
    return claims(account.key);
  }

  /**
   * Claims of an account whose users those keys may sign too, with the same limits as the first.
   */
  Jwt sign(Account account, Set<String> signers, Instant at) {
    boolean jetStream = claims(account).body().path("limits").path("disk_storage").asLong() != 0;
    return AccountClaims.of(identity(account), account.title)
        .withLimits(limits(account, jetStream))
        .withSigningKeys(
            signers.stream().<AccountSigningKey>map(AccountSigningKey.Plain::new).toList())
        .sign(seed(seeds, FIRST_SIGNER), at);
  }

  /** The names of the keys, never the keys. */
  @Override
  public String toString() {
    return "DataPlaneKeys" + seeds.keySet();
  }

  private Jwt claims(String key) {
    Jwt jwt = claims.get(key);
    if (jwt == null) {
      throw new IllegalStateException("no claims of " + key);
    }
    return jwt;
  }

  private static OperatorClaims operator(String name, Map<String, Nkey> seeds) {
    return new OperatorClaims(
        seed(seeds, OPERATOR).publicKey(),
        name,
        List.of(seed(seeds, FIRST_SIGNER).publicKey(), seed(seeds, SECOND_SIGNER).publicKey()),
        seed(seeds, Account.SYSTEM.key).publicKey(),
        // Strict signing key usage would require signing keys of the accounts as well.
        false);
  }

  private static AccountLimits limits(Account account, boolean jetStream) {
    return AccountLimits.UNLIMITED.withJetStream(
        switch (account) {
          case SYSTEM -> JetStreamLimits.NONE;
          case PROBE -> jetStream ? PROBE_LIMITS : JetStreamLimits.NONE;
          case APPLICATION -> jetStream ? JetStreamLimits.UNLIMITED : JetStreamLimits.NONE;
        });
  }

  private static Nkey seed(Map<String, Nkey> seeds, String key) {
    Nkey seed = seeds.get(key);
    if (seed == null) {
      throw new IllegalStateException("no seed of " + key);
    }
    return seed;
  }

  static String part(Map<String, String> data, String key) {
    String part = data.get(key);
    if (part == null) {
      throw new IllegalArgumentException("the Secret lacks " + key);
    }
    return part;
  }
}
