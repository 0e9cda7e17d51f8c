// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.system.ClaimsPush;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.PushOutcome;
import dev.flotilla.nats.system.ServerInfo;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Delivers the claims of a home's accounts to the resolver of every reachable server, including
 * those of joined clusters, and proves that they arrived.
 *
 * @param connection of a user of the system account
 * @param servers names of the home's own servers: each of them must confirm
 * @param renewal gives the same claims, newly issued
 */
public record ClaimsDelivery(
    Connection connection, Set<String> servers, UnaryOperator<Jwt> renewal) {
  /** The number of servers of joined clusters is unknown, so the whole timeout is used. */
  private static final Gathering EVERYBODY =
      new Gathering(Integer.MAX_VALUE, Duration.ofSeconds(1));

  private static final Duration EXCHANGE = Duration.ofSeconds(5);
  private static final String CODE = Code.CLAIMS_NOT_PUSHED.name();
  private static final String RETRY = "The agent retries automatically.";

  public ClaimsDelivery {
    servers = Set.copyOf(servers);
  }

  /** The problem while no server can be reached. */
  public static Problem unreachable(String words) {
    return new Problem(CODE, words, RETRY);
  }

  /**
   * Pushes claims where they are missing.
   *
   * @param before called before anything is pushed
   * @return why the claims are not everywhere yet; empty when they are
   */
  public Optional<Problem> bring(SharedClaims claims, Runnable before) throws InterruptedException {
    ClaimsPush push = new ClaimsPush(connection);
    for (Jwt account : claims.accounts().values()) {
      List<Optional<Jwt>> holdings = push.holdings(account.subject(), EVERYBODY);
      if (!held(holdings, account)) {
        before.run();
        Optional<Problem> problem = push(push, newest(account, holdings));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether every server permits exactly the same signing keys. */
  private boolean held(List<Optional<Jwt>> holdings, Jwt wanted) {
    return holdings.size() >= servers.size()
        && holdings.stream()
            .allMatch(
                held ->
                    held.filter(stored -> stored.signingKeys().equals(wanted.signingKeys()))
                        .isPresent());
  }

  /** Servers that lost the claims may have had older ones newly issued since. */
  private Jwt newest(Jwt wanted, List<Optional<Jwt>> holdings) {
    return holdings.stream()
            .flatMap(Optional::stream)
            .anyMatch(held -> held.issuedAt().isAfter(wanted.issuedAt()))
        ? renewal.apply(wanted)
        : wanted;
  }

  private Optional<Problem> push(ClaimsPush push, Jwt account) throws InterruptedException {
    List<ServerInfo> present = new SystemRequests(connection).servers(EVERYBODY);
    Set<String> silent = new TreeSet<>(servers);
    present.forEach(server -> silent.remove(server.name()));
    if (!silent.isEmpty()) {
      return Optional.of(unreachable(String.join(", ", silent) + " does not respond"));
    }
    return problem(account, push.push(account, present.size(), EXCHANGE));
  }

  private static Optional<Problem> problem(Jwt account, PushOutcome outcome) {
    return switch (outcome) {
      case PushOutcome.Pushed _ -> Optional.empty();
      case PushOutcome.Incomplete(var holders, var equal, var expected) ->
          Optional.of(
              unreachable(
                  "%d of %d servers confirmed the claims of %s, stored at %s"
                      .formatted(equal, expected, account.name(), String.join(", ", holders))));
      case PushOutcome.Refused(var reasons) ->
          Optional.of(
              new Problem(
                  Code.CLAIMS_REFUSED,
                  "the claims of " + account.name() + " were refused: " + reasons,
                  "Check the logs of these servers."));
      case PushOutcome.OlderThanStored(var storedAt) ->
          Optional.of(
              new Problem(
                  Code.CLAIMS_NEWER,
                  "servers have claims of %s issued at %s, which is in the future"
                      .formatted(account.name(), storedAt),
                  "Synchronize the clocks of the agent's node and of the signer."));
    };
  }
}
