// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that publishes and reads without a pause while something happens to the servers, and
 * finally reports whether an acknowledged message is missing or out of order.
 *
 * @param member where it runs
 * @param namespace of the NatsCluster
 * @param cluster the NatsCluster's name
 * @param storage of its streams: {@code File} or {@code Memory}
 * @param streams how many, of three replicas each
 */
public record SteadyClient(
    Member member, String namespace, String cluster, String storage, int streams) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern LINE =
      Pattern.compile("acknowledged=(\\d+) read=(\\d+) disordered=(\\d+) lost=(-?\\d+)");

  /**
   * What it counted.
   *
   * @param acknowledged messages whose acknowledgement arrived
   * @param read distinct ones of them that were read
   * @param disordered ones that a stream has before one that was published earlier
   * @param lost acknowledged and never read; -1 while it runs
   */
  public record Count(long acknowledged, long read, long disordered, long lost) {}

  /** One whose only stream is on disk. */
  public SteadyClient(Member member, String namespace, String cluster) {
    this(member, namespace, cluster, "File", 1);
  }

  /** Starts it and returns once its first messages were read. */
  public void start() {
    member.apply(
        new ClientManifest(member, namespace, cluster)
            .job("steady", List.of("steady", storage, Integer.toString(streams))));
    await("the client publishes and reads").atMost(PATIENCE).until(() -> count().read() > 0);
  }

  /** Its progress. */
  public Count count() {
    String log = member.kubectl("logs", "-n", namespace, "job/steady").run().output();
    Matcher matcher = LINE.matcher(log);
    Count last = new Count(0, 0, 0, -1);
    while (matcher.find()) {
      last =
          new Count(
              Long.parseLong(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              Long.parseLong(matcher.group(3)),
              Long.parseLong(matcher.group(4)));
    }
    return last;
  }

  /** Waits until it has published and read that many messages more than now. */
  public void awaitProgress(long messages) {
    Count now = count();
    await("publishing and reading go on after " + now)
        .atMost(PATIENCE)
        .until(
            this::count,
            later ->
                later.acknowledged() >= now.acknowledged() + messages
                    && later.read() >= now.read() + messages);
  }

  /** Asks it to stop, and returns what it counted. */
  public Count stop() {
    member.apply(
        new ClientManifest(member, namespace, cluster).job("steady-stop", List.of("stop")));
    return await("the client has counted")
        .atMost(PATIENCE)
        .until(this::count, it -> it.lost() >= 0);
  }
}
