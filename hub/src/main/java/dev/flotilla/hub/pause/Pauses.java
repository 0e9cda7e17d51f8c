// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.pause;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.DesiredSpecs;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.operation.Order;
import java.util.function.UnaryOperator;

/**
 * Pauses and resumes changes of the servers of a NatsCluster that the hub manages. Both are deploys
 * of the document that it has: a member whose policy allows those has no need to know more, and a
 * pause supersedes the operation that is changing the servers.
 */
@StoreScoped
public final class Pauses {
  private static final String PAUSED = "paused";
  private static final String ABORT = "abort";

  private final DesiredSpecs specs;
  private final Deployments deployments;
  private final RequestIntake requests;

  /** Pauses what these documents describe. */
  public Pauses(DesiredSpecs specs, Deployments deployments, RequestIntake requests) {
    this.specs = specs;
    this.deployments = deployments;
    this.requests = requests;
  }

  /** Requests a pause; when it returns a queued operation, that operation is on disk. */
  public Answer<Receipt> pause(NatsClusterCall call) {
    return request(call, "natscluster.pause", spec -> spec.put(PAUSED, true));
  }

  /**
   * The same for the end of a pause, or else of an abort: then the change is made after all. The
   * document is the one before, to the letter.
   */
  public Answer<Receipt> resume(NatsClusterCall call) {
    return request(call, "natscluster.resume", Pauses::resumed);
  }

  private static ObjectNode resumed(ObjectNode spec) {
    return spec.without(spec.path(PAUSED).asBoolean() ? PAUSED : ABORT);
  }

  private Answer<Receipt> request(
      NatsClusterCall call, String action, UnaryOperator<ObjectNode> change) {
    return requests.submit(
        new RequestIntake.Call(
            call.caller(), call.callerName(), action, call.address(), call.idempotencyKey()),
        specs
            .changed(call, spec -> new Answer.Given<>(change.apply(spec)))
            .then(changed -> deployments.prepared(changed, new Order.Deploy())));
  }
}
