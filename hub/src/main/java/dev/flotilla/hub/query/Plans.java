// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.query;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.natscluster.DocumentReview;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.query.Question;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What a deploy would do. Judged as a deploy is, and changes nothing: it leaves no audit row. */
@StoreScoped
public final class Plans {
  private final DocumentReview review;
  private final Presence presence;
  private final Queries queries;

  /** Plans by asking these agents. */
  public Plans(DocumentReview review, Presence presence, Queries queries) {
    this.review = review;
    this.presence = presence;
    this.queries = queries;
  }

  /** The plan of a document; waits for the agent on the calling thread. */
  public Answer<DeployPlan> plan(NatsClusterCall call) {
    return review.judge(call).then(this::ask);
  }

  private Answer<DeployPlan> ask(DocumentReview.Judged judged) {
    return silentSince(judged.agent())
        .map(since -> away(judged.agent(), since))
        .orElseGet(
            () ->
                queries.ask(
                    judged.agent().id(),
                    new Question.PlanDeploy(
                        judged.document().key(),
                        judged.document().body().getBytes(StandardCharsets.UTF_8),
                        judged.catalogue())));
  }

  /** One that was not heard of since the hub started may be there all the same. */
  private Optional<Instant> silentSince(AgentRecord agent) {
    return presence.online(agent.id())
        ? Optional.empty()
        : presence.last(agent.id()).map(Presence.Sign::seenAt);
  }

  private static Answer<DeployPlan> away(AgentRecord agent, Instant since) {
    return new Answer.Rejected<>(
        Rejection.of(
            Rejection.Kind.NO_ANSWER,
            Code.AGENT_AWAY,
            "The agent of " + agent.member() + " is offline, last seen at " + since + ".",
            "A deploy would wait for the agent, but only the agent can compute a plan."));
  }
}
