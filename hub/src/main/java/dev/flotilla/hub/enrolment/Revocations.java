// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.enrolment;

import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.keys.FleetAccounts;
import dev.flotilla.hub.keys.NatsTrust;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.system.ClaimsPush;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.PushOutcome;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the revocations in the agents' account claims equal to the revoked agents. A server that
 * gets new claims cuts the sessions of users that they revoke, and keeps the claims on its disk;
 * claims are pushed again at the hub's start in case a push was lost.
 */
public final class Revocations {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration COUNTING = Duration.ofMillis(500);
  private static final int MOST_SERVERS = 64;

  private final Agents agents;
  private final NatsTrust trust;
  private final ClaimsPush push;
  private final SystemRequests requests;
  private final Clock clock;
  private final Duration credentialLife;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean enforced;

  /**
   * Pushes over a connection of the system account.
   *
   * @param credentialLife after which a revoked agent's credentials are void by themselves
   */
  public Revocations(
      Agents agents, NatsTrust trust, Connection system, Clock clock, Duration credentialLife) {
    this.agents = agents;
    this.trust = trust;
    this.push = new ClaimsPush(system);
    this.requests = new SystemRequests(system);
    this.clock = clock;
    this.credentialLife = credentialLife;
  }

  /** Brings the claims up to date where they differ; false when a server did not confirm. */
  public boolean enforce() throws InterruptedException {
    lock.lock();
    try {
      int servers = Math.max(1, requests.servers(new Gathering(MOST_SERVERS, COUNTING)).size());
      List<Jwt> stored = push.lookup(trust.agents().id(), new Gathering(servers, DEADLINE));
      Instant newest =
          stored.stream().map(Jwt::issuedAt).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
      Jwt wanted = claims(newest);
      // Claims that say the same are not pushed: a server may take any push as a reason to look at
      // every session.
      boolean equal =
          stored.size() >= servers
              && stored.stream().allMatch(claims -> claims.body().equals(wanted.body()));
      enforced = equal || push.push(wanted, servers, DEADLINE) instanceof PushOutcome.Pushed;
      return enforced;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the servers are known to have what they should; not so before the first {@link
   * #enforce}.
   */
  public boolean enforced() {
    return enforced;
  }

  // Servers order claims by their second, so two changes within one second must not carry the same.
  private Jwt claims(Instant newest) {
    Instant now = clock.instant();
    Instant issuedAt = newest.plusSeconds(1).isAfter(now) ? newest.plusSeconds(1) : now;
    FleetAccounts accounts =
        new FleetAccounts(trust.system().id(), trust.hub().id(), trust.agents().id());
    return accounts
        .agentsClaims(trust.agents().signingKey().publicKey(), revoked(now))
        .sign(trust.operatorSigningKey(), issuedAt);
  }

  private Map<String, Instant> revoked(Instant now) {
    Map<String, Instant> revoked = new TreeMap<>();
    for (AgentRecord agent : agents.all()) {
      Instant at = agent.revokedAt();
      if (at != null && at.plus(credentialLife).isAfter(now.minus(Duration.ofHours(1)))) {
        revoked.merge(agent.nkey(), at, (one, other) -> one.isAfter(other) ? one : other);
      }
    }
    return revoked;
  }
}
