// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Connected clients and a publisher to many streams, while something happens to the servers.
 *
 * @param member where it runs
 * @param namespace of the servers
 * @param cluster their name
 * @param ofNatsCluster whether it logs in to a NatsCluster; otherwise the servers have no
 *     authentication
 */
public record LoadClient(Member member, String namespace, String cluster, boolean ofNatsCluster) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Pattern LINE =
      Pattern.compile(
          "at=(\\S+) connected=(\\d+) acknowledged=(\\d+) failed=(\\d+) longest_gap_ms=(\\d+) gap_end=(\\S+)");

  /**
   * What it counted since its warm-up.
   *
   * @param at when
   * @param connected clients
   * @param acknowledged messages
   * @param failed messages that were given up after two seconds
   * @param longestGapMillis longest time between two acknowledgements
   * @param gapEnd when that ended
   */
  public record Figures(
      Instant at,
      int connected,
      long acknowledged,
      int failed,
      int longestGapMillis,
      Instant gapEnd) {

    private static Figures of(MatchResult line) {
      return new Figures(
          Instant.parse(line.group(1)),
          Integer.parseInt(line.group(2)),
          Long.parseLong(line.group(3)),
          Integer.parseInt(line.group(4)),
          Integer.parseInt(line.group(5)),
          Instant.parse(line.group(6)));
    }
  }

  /** Starts it and returns once it counts: after its warm-up. */
  public void start(int connections, int streams, int rate) {
    var task =
        List.of(
            "load",
            Integer.toString(connections),
            Integer.toString(streams),
            Integer.toString(rate));
    var manifest = new ClientManifest(member, namespace, cluster);
    member.apply(
        ofNatsCluster ? manifest.job(job(), task) : manifest.jobWithoutCredentials(job(), task));
    var _ = reportAfter(Instant.EPOCH);
  }

  /** The first report after that time. */
  public Figures reportAfter(Instant time) {
    return await("a report of the client of " + cluster)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .until(() -> last().filter(report -> report.at().isAfter(time)), Optional::isPresent)
        .orElseThrow();
  }

  /** Ends it, and returns all that it printed. */
  public String stop() {
    var log = member.kubectl("logs", "-n", namespace, "job/" + job()).run().orThrow();
    member
        .kubectl("delete", "job", job(), "-n", namespace, "--cascade=foreground", "--wait")
        .run()
        .orThrow();
    return log;
  }

  private Optional<Figures> last() {
    var log = member.kubectl("logs", "-n", namespace, "job/" + job(), "--tail=50").run().output();
    return LINE.matcher(log).results().reduce((_, later) -> later).map(Figures::of);
  }

  private String job() {
    return "load-" + cluster;
  }
}
