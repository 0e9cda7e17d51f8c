// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.DesiredChange;
import dev.flotilla.hub.operation.Draft;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.operation.Operations.Requested;
import dev.flotilla.hub.operation.Requests;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.Order;
import java.util.List;

/** How a document becomes a deploy operation. */
@StoreScoped
public final class Deployments {
  private static final String ACTION = "natscluster.deploy";

  private final Submissions submissions;
  private final Requests requests;
  private final DeployRules rules;

  /** Deploys what these submissions accept. */
  public Deployments(
      Submissions submissions, Requests requests, Reports reports, OperationFinder finder) {
    this.submissions = submissions;
    this.requests = requests;
    this.rules = new DeployRules(reports, finder);
  }

  /** Requests a deploy; when it returns a queued operation, that operation is on disk. */
  public Answer<Requested> submit(Submission submission) {
    return requests.submit(
        new Requests.Call(
            submission.caller(),
            submission.callerName(),
            ACTION,
            submission.address(),
            submission.idempotencyKey()),
        submissions
            .judge(submission)
            .then(judged -> new Answer.Given<>(prepared(submission, judged))));
  }

  private Requests.Prepared prepared(Submission submission, Submissions.Judged judged) {
    return new Requests.Prepared(
        judged.document().body(), id -> draft(id, submission, judged), rules);
  }

  private static Draft draft(OperationId id, Submission submission, Submissions.Judged judged) {
    DesiredDocument document = judged.document();
    return new Draft(
        id,
        judged.agent().id(),
        new Order.Deploy(),
        document.key(),
        List.of(new DesiredChange(document.key(), document.body())),
        submission.callerName());
  }
}
