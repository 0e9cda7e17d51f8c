// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.operation.Order;
import java.util.OptionalLong;

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
        call.request(ACTION), () -> prepared(call, new Order.Deploy(), OptionalLong.empty()));
  }

  /**
   * A document that is judged, for an order that brings it.
   *
   * @param basis revision of the document that it was made from; empty for one that was sent whole
   */
  public Answer<RequestIntake.Prepared> prepared(
      NatsClusterCall call, Order order, OptionalLong basis) {
    return review
        .judge(call)
        .then(
            judged ->
                new Answer.Given<>(
                    new RequestIntake.Prepared(
                        judged.document().body(),
                        id -> judged.draft(id, order, basis, call.callerName()),
                        rules)));
  }
}
