// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Job that mounts the credentials Secret of a NatsCluster and sends messages through it.
 *
 * @param member where it runs
 * @param namespace of the NatsCluster
 * @param cluster the NatsCluster's name
 */
public record ClientJob(Member member, String namespace, String cluster) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern ACKNOWLEDGED = Pattern.compile("acknowledged=(\\d+) refused=");

  /**
   * Runs it to completion and returns what it counted.
   *
   * @throws IllegalStateException if a count is not as it should be; the message holds the Job's
   *     log
   */
  public String run(int messages) {
    return run(messages, 3);
  }

  /** The same with a stream of that many replicas. */
  public String run(int messages, int replicas) {
    return run(List.of("round-trip", Integer.toString(messages), Integer.toString(replicas)));
  }

  /** Sends that many requests, and returns each distinct reply with its count. */
  public String ask(int times) {
    return run(List.of("ask", Integer.toString(times))).strip();
  }

  /** Fills a stream until the servers refuse to store more; returns how many they acknowledged. */
  public int fill() {
    var counted = run(List.of("fill"));
    var matcher = ACKNOWLEDGED.matcher(counted);
    if (!matcher.find()) {
      throw new IllegalStateException("no count in " + counted);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /**
   * Sends a request to the JetStream API, and returns the reply.
   *
   * @param subject after {@code $JS.API.}
   */
  public String request(String subject, String json) {
    return run(List.of("request", subject, json));
  }

  private String run(List<String> task) {
    member
        .kubectl("delete", "job", job(), "-n", namespace, "--ignore-not-found", "--wait")
        .run()
        .orThrow();
    member.apply(new ClientManifest(member, namespace, cluster).job(job(), task));
    await("the client Job in " + member.name() + " ends")
        .atMost(PATIENCE)
        .until(() -> succeeded() + failed() > 0);
    var log = member.kubectl("logs", "-n", namespace, "job/" + job()).run();
    if (failed() > 0) {
      throw new IllegalStateException(
          "the client in " + member.name() + " failed: " + log.output() + log.error());
    }
    return log.orThrow();
  }

  /** Runs one without TLS, and returns its output when it is refused. */
  public String refusedInPlainText() {
    member.apply(new ClientManifest(member, namespace, cluster).job(plainJob(), List.of("plain")));
    await("the plain client in " + member.name() + " ends")
        .atMost(PATIENCE)
        .until(() -> ended(plainJob(), "failed") + ended(plainJob(), "succeeded") > 0);
    if (ended(plainJob(), "succeeded") > 0) {
      throw new IllegalStateException("a plain client was let in by " + cluster);
    }
    return member.kubectl("logs", "-n", namespace, "job/" + plainJob()).run().orThrow();
  }

  private String job() {
    return "client-" + cluster;
  }

  private String plainJob() {
    return "plain-client-" + cluster;
  }

  private int succeeded() {
    return ended(job(), "succeeded");
  }

  private int failed() {
    return ended(job(), "failed");
  }

  private int ended(String job, String how) {
    return member.get("job", job, "-n", namespace).at("/status/" + how).asInt();
  }
}
