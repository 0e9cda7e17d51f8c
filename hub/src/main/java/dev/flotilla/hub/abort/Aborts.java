// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.abort;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.DesiredSpecs;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.natscluster.Revision;
import dev.flotilla.hub.natscluster.Revisions;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import java.util.Optional;

/**
 * Aborts the change of a NatsCluster that is under way: the document that the hub has, with a field
 * that brings the servers back to what they were last verified with. The member knows what that is.
 */
@StoreScoped
public final class Aborts {
  private static final String ACTION = "natscluster.abort";
  private static final String ABORT = "abort";
  private static final String PAUSED = "paused";

  private final DesiredSpecs specs;
  private final Revisions revisions;
  private final Deployments deployments;
  private final RequestIntake requests;

  /** Aborts changes to what these documents describe. */
  public Aborts(
      DesiredSpecs specs, Revisions revisions, Deployments deployments, RequestIntake requests) {
    this.specs = specs;
    this.revisions = revisions;
    this.deployments = deployments;
    this.requests = requests;
  }

  /** Requests it; when it returns a queued operation, that operation is on disk. */
  public Answer<Receipt> request(NatsClusterCall call) {
    return requests.submit(
        new RequestIntake.Call(
            call.caller(), call.callerName(), ACTION, call.address(), call.idempotencyKey()),
        revisions
            .newestFirst(call)
            .then(known -> underWay(call, known.stream().findFirst()))
            .then(_ -> specs.changed(call, spec -> new Answer.Given<>(aborted(spec))))
            .then(changed -> deployments.prepared(changed, new Order.Abort())));
  }

  /** The servers may return to what they had only while they do not have all that is desired. */
  private static Answer<NatsClusterCall> underWay(
      NatsClusterCall call, Optional<Revision> present) {
    return present.filter(Revision::succeeded).isEmpty()
        ? new Answer.Given<>(call)
        : new Answer.Rejected<>(
            Rejection.of(
                Rejection.Kind.CONFLICT,
                Code.NOTHING_UNDER_WAY,
                "No change of " + call.address() + " is under way.",
                "To go back to an earlier document: flotilla rollback " + call.address()));
  }

  private static ObjectNode aborted(ObjectNode spec) {
    return spec.<ObjectNode>without(PAUSED).put(ABORT, true);
  }
}
