// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.system.AccountNames;
import dev.flotilla.nats.system.FalseExpiry;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.PushOutcome;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.protocol.Code;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Detects servers that wrongly refuse an account as expired, and has its claims issued again: a
 * race in nats-server, see {@link FalseExpiry}. Without this a server would refuse an application
 * for as long as it runs, and the gate of a roll would stay closed.
 */
@ApplicationScoped
class AccountExpiry {
  private static final Logger LOG = Logger.getLogger(AccountExpiry.class);
  private static final Duration REQUEST = Duration.ofSeconds(3);

  /** The number of servers of joined clusters is unknown, so the whole timeout is used. */
  private static final Gathering EVERYBODY =
      new Gathering(Integer.MAX_VALUE, Duration.ofSeconds(1));

  private final ServerConnections connections;

  AccountExpiry(ServerConnections connections) {
    this.connections = connections;
  }

  /**
   * The first account in that state, if any.
   *
   * @throws IOException when no server can be reached
   */
  Optional<HealthVerdict.HeldExpired> find(Expectation servers, RollFacts facts)
      throws IOException, InterruptedException {
    try (Connection connection = connections.system(servers, facts)) {
      FalseExpiry expiry = new FalseExpiry(connection);
      Gathering gathering = gathering(connection, servers, facts);
      for (String account : accounts(servers.access())) {
        List<String> refusing = expiry.servers(account, gathering);
        if (!refusing.isEmpty()) {
          return Optional.of(new HealthVerdict.HeldExpired(account, refusing));
        }
      }
      return Optional.empty();
    }
  }

  /** Ends that state by pushing newly issued claims; returns the result. */
  Trouble cure(Expectation servers, RollFacts facts, HealthVerdict.HeldExpired held)
      throws InterruptedException {
    String sentence =
        "%s wrongly considered account %s expired; signing its claims again: %s"
            .formatted(
                String.join(", ", held.servers()),
                name(servers, facts, held.account()),
                pushed(servers, facts, held.account()));
    LOG.warn(sentence);
    return new Trouble(Code.ACCOUNT_HELD_EXPIRED, sentence);
  }

  private String name(Expectation servers, RollFacts facts, String account)
      throws InterruptedException {
    try (Connection connection = connections.system(servers, facts)) {
      return new AccountNames(new SystemRequests(connection))
          .of(List.of(account), gathering(connection, servers, facts))
          .getOrDefault(account, account);
    } catch (IOException unreachable) {
      return account;
    }
  }

  private String pushed(Expectation servers, RollFacts facts, String account)
      throws InterruptedException {
    try (Connection connection = connections.system(servers, facts)) {
      return new FalseExpiry(connection)
          .cure(account, servers.access().renewal(), gathering(connection, servers, facts))
          .map(AccountExpiry::words)
          .orElse("no server has its claims");
    } catch (IOException | IllegalArgumentException unreachableOrNotOurs) {
      return String.valueOf(unreachableOrNotOurs.getMessage());
    }
  }

  /** Newly issued claims reach every joined cluster, so all of them are asked. */
  private static Gathering gathering(Connection connection, Expectation servers, RollFacts facts)
      throws InterruptedException {
    int answers =
        servers.joint().isPresent()
            ? new SystemRequests(connection).servers(EVERYBODY).size()
            : facts.wanted();
    return new Gathering(answers, REQUEST);
  }

  private static String words(PushOutcome outcome) {
    return switch (outcome) {
      case PushOutcome.Pushed _ -> "every server has them";
      case PushOutcome.Incomplete incomplete ->
          "%d of %d servers have them".formatted(incomplete.equalCopies(), incomplete.expected());
      case PushOutcome.Refused refused -> "refused, " + refused.reasons();
      case PushOutcome.OlderThanStored older -> "a server has newer ones of " + older.storedAt();
    };
  }

  /** Accounts in the configuration never expire. */
  private static List<String> accounts(DataPlaneAccess access) {
    return Stream.concat(access.application().stream(), Stream.of(access.probe()))
        .filter(Credentials.class::isInstance)
        .map(login -> ((Credentials) login).account())
        .toList();
  }
}
