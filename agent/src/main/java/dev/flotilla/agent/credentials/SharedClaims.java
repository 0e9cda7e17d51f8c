// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.credentials.DataPlaneKeys.Account;
import dev.flotilla.nats.cluster.trust.TrustClaims;
import dev.flotilla.nats.cluster.trust.TrustMember;
import dev.flotilla.nats.jwt.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The accounts of a home with the keys of its guests. They are newer than the claims in the
 * servers' configuration, which stay as they are: different ones there would restart every server.
 *
 * @param operator claims of the operator
 * @param accounts claims of each account
 */
public record SharedClaims(Jwt operator, Map<Account, Jwt> accounts) {
  private static final String PREFIX = "shared-";

  public SharedClaims {
    accounts = Map.copyOf(accounts);
  }

  /** What a Secret holds of them; empty when it never held any. */
  static Optional<SharedClaims> parse(DataPlaneKeys keys, Map<String, String> data) {
    Map<Account, Jwt> accounts = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      String text = data.get(PREFIX + account.claims());
      if (text == null) {
        return Optional.empty();
      }
      accounts.put(account, Jwt.parse(text));
    }
    return Optional.of(new SharedClaims(keys.operator(), accounts));
  }

  /**
   * Claims that permit exactly those keys to sign users.
   *
   * @param earlier what was signed before; servers order claims by their time
   */
  static SharedClaims sign(
      DataPlaneKeys keys, List<TrustMember> members, Optional<SharedClaims> earlier, Instant now) {
    Map<Account, Jwt> accounts = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      Instant last =
          earlier.map(before -> before.of(account)).orElse(keys.claims(account)).issuedAt();
      Instant next = last.plus(Duration.ofSeconds(1));
      accounts.put(
          account, keys.sign(account, signers(account, members), now.isBefore(next) ? next : now));
    }
    return new SharedClaims(keys.operator(), accounts);
  }

  /** Whether they permit exactly those keys. */
  boolean areFor(List<TrustMember> members) {
    return accounts.entrySet().stream()
        .allMatch(entry -> entry.getValue().signingKeys().equals(signers(entry.getKey(), members)));
  }

  /** Keys that may sign users now, and could no longer if only those may. */
  Set<String> without(List<TrustMember> members) {
    Set<String> gone = new TreeSet<>();
    accounts.forEach(
        (account, jwt) -> {
          Set<String> wanted = signers(account, members);
          jwt.signingKeys().stream().filter(key -> !wanted.contains(key)).forEach(gone::add);
        });
    return gone;
  }

  /** What the Secret holds of them, in addition to the keys. */
  Map<String, String> secretData() {
    Map<String, String> data = new TreeMap<>();
    accounts.forEach((account, jwt) -> data.put(PREFIX + account.claims(), jwt.text()));
    return data;
  }

  /** For the guests of this home. */
  public TrustClaims published() {
    return new TrustClaims(
        operator.text(),
        of(Account.SYSTEM).text(),
        of(Account.PROBE).text(),
        of(Account.APPLICATION).text());
  }

  private Jwt of(Account account) {
    Jwt jwt = accounts.get(account);
    if (jwt == null) {
      throw new IllegalStateException("no claims of " + account);
    }
    return jwt;
  }

  private static Set<String> signers(Account account, List<TrustMember> members) {
    Set<String> keys = new TreeSet<>();
    for (TrustMember member : members) {
      keys.add(
          switch (account) {
            case SYSTEM -> member.system();
            case PROBE -> member.probe();
            case APPLICATION -> member.application();
          });
    }
    return keys;
  }
}
