// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.jwt.Jwt;
import io.nats.client.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds and ends a state that a server does not leave by itself: it refuses the users of an account
 * as expired, although the account's claims do not expire. nats-server 2.11 to 2.15 come to it when
 * the first client of an account and the first interest in it from another server arrive in the
 * same instant ({@code route.go} marks the account expired between two steps of {@code
 * updateAccountClaims}); the same claims again change nothing, newly signed ones do.
 */
public final class FalseExpiry {
  private final Connection connection;

  /** Looks and pushes over this connection, which must be a user of the system account. */
  public FalseExpiry(Connection connection) {
    this.connection = connection;
  }

  /**
   * The names of the servers that are in that state, in order. An account that a server knows only
   * from others' interest also counts as expired there, but as incomplete: its first client loads
   * it.
   *
   * @param account its public key; its claims must not expire
   */
  public List<String> servers(String account, Gathering gathering) throws InterruptedException {
    ObjectNode options = JsonNodeFactory.instance.objectNode().put("account", account);
    return new SystemRequests(connection)
        .gather("ACCOUNTZ", options, gathering).stream()
            .filter(answer -> refusesAll(answer.data().path("account_detail")))
            .map(answer -> answer.server().name())
            .sorted()
            .toList();
  }

  /**
   * Pushes the newest claims that servers have stored for the account, signed anew.
   *
   * @param account its public key
   * @param renewal gives the same claims issued now
   * @return empty when no server has claims of it
   */
  public Optional<PushOutcome> cure(String account, UnaryOperator<Jwt> renewal, Gathering gathering)
      throws InterruptedException {
    ClaimsPush push = new ClaimsPush(connection);
    Optional<Jwt> newest =
        push.lookup(account, gathering).stream().max(Comparator.comparing(Jwt::issuedAt));
    return newest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            push.push(renewal.apply(newest.get()), gathering.expected(), gathering.deadline()));
  }

  private static boolean refusesAll(JsonNode account) {
    return account.path("expired").asBoolean() && account.path("complete").asBoolean();
  }
}
