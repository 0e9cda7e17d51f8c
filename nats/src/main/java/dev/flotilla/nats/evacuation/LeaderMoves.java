// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import dev.flotilla.nats.replica.AccountRequest;
import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.ReplicaSurvey;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves the leaders of streams and consumers off a server, in all accounts, over one connection of
 * the system account. To which server they go is left to each group, which knows who is up to date;
 * a preferred one would be taken even when it has stopped. What moved is read back from the server:
 * the response says success whatever comes of it.
 */
public final class LeaderMoves {
  /** Well below the queue of API requests that a server bears. */
  private static final int AT_ONCE = 256;

  private static final Duration ELECTION = Duration.ofMillis(200);
  private static final Duration REQUEST = Duration.ofSeconds(2);

  private final Connection connection;

  /** Moves over this connection, which must be a user of the system account. */
  public LeaderMoves(Connection connection) {
    this.connection = connection;
  }

  /**
   * What came of it.
   *
   * @param moved leaders that were on the server and are no more
   * @param left those that are there still
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
  public Outcome off(String server, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    Set<Asset> before = led(server);
    Set<Asset> left = before;
    Subscription responses = connection.subscribe(connection.createInbox());
    try {
      boolean again = false;
      while (!left.isEmpty() && System.nanoTime() - end < 0) {
        left.stream().limit(AT_ONCE).forEach(asset -> stepDown(asset, responses.getSubject()));
        // Who leads next is known a moment after the response; groups that stay are not hurried.
        drain(responses, again ? Integer.MAX_VALUE : Math.min(AT_ONCE, left.size()));
        left = led(server);
        again = true;
      }
    } finally {
      responses.unsubscribe();
    }
    Set<Asset> moved = new TreeSet<>(before);
    moved.removeAll(left);
    return new Outcome(moved.size(), left);
  }

  /** Until so many came, or none for as long as an election takes. */
  private static void drain(Subscription responses, int most) throws InterruptedException {
    int came = 0;
    while (came < most && responses.nextMessage(ELECTION) != null) {
      came++;
    }
  }

  /** The meta group has a request of its own. */
  private Set<Asset> led(String server) throws InterruptedException {
    ReplicaSurvey survey = new ReplicaSurvey(new SystemRequests(connection).ofServer(server));
    Set<Asset> led = survey.replicas(new Gathering(1, REQUEST)).ledBy(server);
    led.remove(Asset.META);
    return led;
  }

  private void stepDown(Asset asset, String responses) {
    connection.publish(AccountRequest.stepDown(asset).replyTo(responses).build());
  }
}
