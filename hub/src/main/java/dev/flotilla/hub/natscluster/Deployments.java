// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.DesiredChange;
import dev.flotilla.hub.operation.Draft;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.operation.Order;
import java.util.List;

/** How a document becomes an operation. */
@StoreScoped
public final class Deployments {
  private static final String ACTION = "natscluster.deploy";

  private final DocumentReview review;
  private final RequestIntake requests;
  private final DeployRules rules;

  /** Deploys what these review accept. */
  public Deployments(
      DocumentReview review, RequestIntake requests, Reports reports, OperationFinder finder) {
    this.review = review;
    this.requests = requests;
    this.rules = new DeployRules(reports, finder);
  }

  /** Requests a deploy; when it returns a queued operation, that operation is on disk. */
  public Answer<Receipt> submit(NatsClusterCall call) {
    return requests.submit(
        new RequestIntake.Call(
            call.caller(), call.callerName(), ACTION, call.address(), call.idempotencyKey()),
        prepared(call, new Order.Deploy()));
  }

  /** A document that is judged, for an order that brings it. */
  public Answer<RequestIntake.Prepared> prepared(NatsClusterCall call, Order order) {
    return review.judge(call).then(judged -> new Answer.Given<>(prepared(call, judged, order)));
  }

  private RequestIntake.Prepared prepared(
      NatsClusterCall call, DocumentReview.Judged judged, Order order) {
    DesiredDocument document = judged.document();
    return new RequestIntake.Prepared(
        document.body(),
        id ->
            new Draft(
                id,
                judged.agent().id(),
                order,
                document.key(),
                List.of(new DesiredChange(document.key(), document.body())),
                call.callerName()),
        rules);
  }
}
