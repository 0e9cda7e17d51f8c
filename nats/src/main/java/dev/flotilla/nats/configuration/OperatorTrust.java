// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import dev.flotilla.nats.jwt.Jwt;
import java.util.List;

/**
 * The operator that the servers trust.
 *
 * @param operator operator claims
 * @param systemAccount public key of the system account, one of the accounts
 * @param accounts claims that every server has from its first start. Changing them changes the
 *     configuration: later claims are pushed to the resolver instead.
 */
public record OperatorTrust(Jwt operator, String systemAccount, List<Jwt> accounts)
    implements AccessRules {
  public OperatorTrust {
    accounts = List.copyOf(accounts);
    if (accounts.stream().noneMatch(account -> account.subject().equals(systemAccount))) {
      throw new IllegalArgumentException("the claims of the system account are missing");
    }
  }

  /** Its public key. */
  @Override
  public String account(String name) {
    return accounts.stream()
        .filter(account -> account.name().equals(name))
        .map(Jwt::subject)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no account " + name));
  }
}
