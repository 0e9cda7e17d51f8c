// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.health.SurveyedStreams;
import dev.flotilla.protocol.Code;
import java.util.List;
import java.util.Optional;

/**
 * Progress of the servers.
 *
 * @param waiting what is waited for, and in which phase; empty when everything is as desired, and
 *     verified
 * @param servers the desired number of servers
 * @param ready servers that are ready
 * @param updated servers that run the newest template and are ready
 * @param streams the last findings about the streams of applications, while servers are at rest
 */
public record RollProgress(
    Optional<Step.Await> waiting, int servers, int ready, int updated, SurveyedStreams streams) {
  static RollProgress of(Step step, RollFacts facts) {
    String newest = facts.set().map(SetFacts::updateRevision).orElse("");
    long ready = facts.pods().stream().filter(ServerPod::serving).count();
    long updated =
        facts.pods().stream().filter(pod -> pod.serving() && pod.revision().equals(newest)).count();
    Optional<Step.Await> waiting =
        step instanceof Step.Await await ? Optional.of(await) : Optional.empty();
    return new RollProgress(
        waiting, facts.wanted(), (int) ready, (int) updated, SurveyedStreams.NONE);
  }

  RollProgress with(SurveyedStreams seen) {
    return new RollProgress(waiting, servers, ready, updated, seen);
  }

  /**
   * The same on the way to further versions: servers that have settled go on.
   *
   * @param further the versions that follow; empty when there are none
   */
  public RollProgress before(List<ServerVersion> further) {
    if (further.isEmpty() || !settled()) {
      return this;
    }
    String message = "every server is verified healthy; next is nats-server " + further.getFirst();
    return new RollProgress(
        Optional.of(new Step.Await(Step.Phase.ROLL, new Trouble(Code.NEXT_VERSION, message))),
        servers,
        ready,
        updated,
        streams);
  }

  /** True when everything is as desired, and verified. */
  public boolean settled() {
    return waiting.isEmpty();
  }
}
