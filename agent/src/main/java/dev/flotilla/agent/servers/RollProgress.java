// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.cluster.status.RollStop;
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
 * @param joining whether a server was started so recently that its health is about to change
 * @param streams the last findings about the streams of applications, while servers are at rest
 * @param pause what is paused; empty while nothing is
 * @param stop what the journal keeps of a roll that was stopped; empty while none is
 * @param stopped what happened, once nothing is left to do about that stop
 */
public record RollProgress(
    Optional<Step.Await> waiting,
    int servers,
    int ready,
    int updated,
    boolean joining,
    SurveyedStreams streams,
    Optional<Pause> pause,
    Optional<RollStop> stop,
    Optional<String> stopped) {
  /** Of a roll that was not stopped. */
  public RollProgress(
      Optional<Step.Await> waiting,
      int servers,
      int ready,
      int updated,
      boolean joining,
      SurveyedStreams streams,
      Optional<Pause> pause) {
    this(
        waiting,
        servers,
        ready,
        updated,
        joining,
        streams,
        pause,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A document that pauses changes of the servers.
   *
   * @param complete whether all of them have what the document says
   * @param message how far they are
   */
  public record Pause(boolean complete, String message) {}

  static RollProgress of(Step step, RollFacts facts) {
    String newest = facts.set().map(SetFacts::updateRevision).orElse("");
    long ready = facts.pods().stream().filter(ServerPod::serving).count();
    long updated =
        facts.pods().stream().filter(pod -> pod.serving() && pod.revision().equals(newest)).count();
    Optional<Step.Await> waiting =
        step instanceof Step.Await await ? Optional.of(await) : Optional.empty();
    return new RollProgress(
        waiting,
        facts.wanted(),
        (int) ready,
        (int) updated,
        facts.pods().stream().anyMatch(ServerPod::moving),
        SurveyedStreams.NONE,
        pause(facts, updated));
  }

  /**
   * No server was created, because the document pauses that.
   *
   * @param servers the desired number of servers
   */
  public static RollProgress uncreated(int servers) {
    Step.Await waiting = RollWait.uncreated();
    var pause = new Pause(false, waiting.trouble().message());
    return new RollProgress(
        Optional.of(waiting), servers, 0, 0, false, SurveyedStreams.NONE, Optional.of(pause));
  }

  private static Optional<Pause> pause(RollFacts facts, long updated) {
    if (!facts.paused()) {
      return Optional.empty();
    }
    boolean complete = facts.matches() && facts.complete();
    return Optional.of(new Pause(complete, "paused: " + standing(facts, complete, updated)));
  }

  private static String standing(RollFacts facts, boolean complete, long updated) {
    if (complete) {
      int left = facts.toRestart().size();
      return left == 0
          ? "every server has the newest template"
          : "%d of %d servers %s left to restart"
              .formatted(left, facts.wanted(), left == 1 ? "is" : "are");
    }
    return facts.matches()
        ? "%d of %d servers %s the newest template"
            .formatted(updated, facts.wanted(), updated == 1 ? "has" : "have")
        : "no server has the newest template";
  }

  RollProgress with(SurveyedStreams seen) {
    return new RollProgress(waiting, servers, ready, updated, joining, seen, pause, stop, stopped);
  }

  /** The same for a roll that is held where it stopped. */
  RollProgress stopped(RollStop present) {
    boolean left =
        waiting
            .filter(await -> !await.trouble().code().equals(Code.ROLL_STOPPED.name()))
            .isPresent();
    return new RollProgress(
        waiting,
        servers,
        ready,
        updated,
        joining,
        streams,
        Optional.empty(),
        Optional.of(present),
        left ? Optional.empty() : Optional.of(StopPlanner.sentence(present)));
  }

  /** The same while it is not known whether a stop still counts. */
  RollProgress remembering(Optional<RollStop> known) {
    return new RollProgress(
        waiting, servers, ready, updated, joining, streams, pause, known, Optional.empty());
  }

  /**
   * The same on the way to further versions: servers that have settled go on.
   *
   * @param further the versions that follow; empty when there are none
   */
  public RollProgress before(List<ServerVersion> further) {
    if (further.isEmpty() || !settled() || stop.isPresent()) {
      return this;
    }
    if (pause.isPresent()) {
      var before = new Pause(false, "paused: next is nats-server " + further.getFirst());
      return new RollProgress(
          waiting, servers, ready, updated, joining, streams, Optional.of(before));
    }
    String message = "every server is verified healthy; next is nats-server " + further.getFirst();
    return new RollProgress(
        Optional.of(new Step.Await(Step.Phase.ROLL, new Trouble(Code.NEXT_VERSION, message))),
        servers,
        ready,
        updated,
        joining,
        streams,
        pause);
  }

  /** True when the next step is due within moments, and no event will announce it. */
  public boolean imminent() {
    return waiting
        .filter(
            await ->
                await.trouble().code().equals(Code.NEXT_VERSION.name())
                    || (joining && await.phase() == Step.Phase.VERIFY))
        .isPresent();
  }

  /** True when everything is as desired, or paused, and verified. */
  public boolean settled() {
    return waiting.isEmpty();
  }

  /** True when all servers have what the document says, and are verified. */
  public boolean complete() {
    return settled() && pause.isEmpty() && stop.isEmpty();
  }

  /** True when nothing happens before something changes. */
  public boolean resting() {
    return stopped.isPresent()
        || waiting.filter(await -> !await.trouble().code().equals(Code.PAUSED.name())).isEmpty();
  }
}
