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
import dev.flotilla.protocol.operation.Order;
import java.util.List;

/** How a document becomes an operation. */
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
        prepared(submission, new Order.Deploy()));
  }

  /** A document that is judged, for an order that brings it. */
  public Answer<Requests.Prepared> prepared(Submission submission, Order order) {
    return submissions
        .judge(submission)
        .then(judged -> new Answer.Given<>(prepared(submission, judged, order)));
  }

  private Requests.Prepared prepared(
      Submission submission, Submissions.Judged judged, Order order) {
    DesiredDocument document = judged.document();
    return new Requests.Prepared(
        document.body(),
        id ->
            new Draft(
                id,
                judged.agent().id(),
                order,
                document.key(),
                List.of(new DesiredChange(document.key(), document.body())),
                submission.callerName()),
        rules);
  }
}
