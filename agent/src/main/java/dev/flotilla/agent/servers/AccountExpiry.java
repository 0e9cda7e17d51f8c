// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.system.FalseExpiry;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.PushOutcome;
import dev.flotilla.protocol.Code;
import io.nats.client.Connection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks whether servers refuse an account as expired that is not, and has its claims signed anew
 * where they do: a race in nats-server, see {@link FalseExpiry}. Without it a server would refuse
 * an application for as long as it runs, and the gate of a roll would stay closed.
 */
final class AccountExpiry {
  private static final Logger LOG = Logger.getLogger(AccountExpiry.class);

  private final FalseExpiry expiry;
  private final Gathering gathering;

  /**
   * Looks over that connection.
   *
   * @param system user of the system account
   * @param gathering how many servers there are
   */
  AccountExpiry(Connection system, Gathering gathering) {
    this.expiry = new FalseExpiry(system);
    this.gathering = gathering;
  }

  /** Whether a server is in that state with an account of these credentials. */
  boolean found(DataPlaneAccess access) throws InterruptedException {
    for (String account : accounts(access)) {
      if (!expiry.servers(account, gathering).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Ends that state where it is; what was done about it, if anything. */
  Optional<Trouble> cure(DataPlaneAccess access) throws InterruptedException {
    for (String account : accounts(access)) {
      List<String> servers = expiry.servers(account, gathering);
      if (!servers.isEmpty()) {
        return Optional.of(cure(account, servers, access));
      }
    }
    return Optional.empty();
  }

  private Trouble cure(String account, List<String> servers, DataPlaneAccess access)
      throws InterruptedException {
    String outcome;
    try {
      outcome =
          expiry
              .cure(account, access.renewal(), gathering)
              .map(AccountExpiry::words)
              .orElse("no server has its claims");
    } catch (IllegalArgumentException notOurs) {
      outcome = notOurs.getMessage();
    }
    String sentence =
        "%s wrongly considered account %s expired; signing its claims again: %s"
            .formatted(String.join(", ", servers), account, outcome);
    LOG.warn(sentence);
    return new Trouble(Code.ACCOUNT_HELD_EXPIRED, sentence);
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
