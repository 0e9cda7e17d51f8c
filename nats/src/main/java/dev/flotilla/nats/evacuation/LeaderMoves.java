// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import dev.flotilla.nats.replica.AccountRequest;
import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.ReplicaSurvey;
import dev.flotilla.nats.replica.SeenReplicas;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves the leaders of streams and consumers off a server, in all accounts, over one connection of
 * the system account. To which server they go is left to each group, which knows who is up to date;
 * a preferred one would be taken even when it has stopped. What moved is read back from all
 * servers: the response reports success even if no leader moved.
 */
public final class LeaderMoves {
  /** Well below the queue of API requests that a server bears. */
  private static final int AT_ONCE = 256;

  private static final Duration ELECTION = Duration.ofMillis(200);
  private static final Duration REQUEST = Duration.ofSeconds(2);

  private final Connection connection;
  private final ReplicaSurvey survey;
  private final Gathering all;

  /**
   * Moves over this connection, which must be a user of the system account.
   *
   * @param requests over that connection, to the servers of the cluster
   * @param servers how many they are
   */
  public LeaderMoves(Connection connection, SystemRequests requests, int servers) {
    this.connection = connection;
    this.survey = new ReplicaSurvey(requests);
    this.all = new Gathering(servers, REQUEST);
  }

  /**
   * What came of it.
   *
   * @param moved how many are led by another server
   * @param left those that are not: the server leads them still, or nobody does yet
   */
  public record Outcome(int moved, Set<Asset> left) {
    public Outcome {
      left = Set.copyOf(left);
    }
  }

  /**
   * Moves them.
   *
   * @param server name of the server
   * @param longest most time to try
   */
  public Outcome awayFrom(String server, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    SeenReplicas seen = survey.replicas(all);
    Set<Asset> before = led(seen, server);
    Subscription responses = connection.subscribe(connection.createInbox());
    try {
      Rounds rounds = new Rounds(AT_ONCE);
      while (!left(before, seen, server).isEmpty() && System.nanoTime() - end < 0) {
        List<Asset> next = rounds.next(led(seen, server));
        next.forEach(asset -> stepDown(asset, responses.getSubject()));
        // A group has its next leader a moment after the response; one that stays is not hurried.
        drain(responses, rounds.first() ? next.size() : Integer.MAX_VALUE);
        seen = survey.replicas(all);
      }
    } finally {
      responses.unsubscribe();
    }
    Set<Asset> left = left(before, seen, server);
    return new Outcome(before.size() - left.size(), left);
  }

  /** One that is gone altogether was deleted meanwhile. */
  private static Set<Asset> left(Set<Asset> before, SeenReplicas seen, String server) {
    Set<Asset> led = led(seen, server);
    Set<Asset> known = seen.assets();
    Set<Asset> left = new TreeSet<>(before);
    left.removeIf(asset -> !known.contains(asset) || (seen.isLed(asset) && !led.contains(asset)));
    return left;
  }

  /** The meta group has a request of its own. */
  private static Set<Asset> led(SeenReplicas seen, String server) {
    Set<Asset> led = seen.ledBy(server);
    led.remove(Asset.META);
    return led;
  }

  /** Until so many came, or none for as long as an election takes. */
  private static void drain(Subscription responses, int most) throws InterruptedException {
    int came = 0;
    while (came < most && responses.nextMessage(ELECTION) != null) {
      came++;
    }
  }

  private void stepDown(Asset asset, String responses) {
    connection.publish(AccountRequest.stepDown(asset).replyTo(responses).build());
  }
}
