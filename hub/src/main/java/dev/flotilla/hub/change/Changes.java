// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.natscluster.NatsClusters;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.DeployPlan;
import java.util.OptionalLong;

/** Requests and plans changes of the documents that the hub has. */
@StoreScoped
public final class Changes {
  private final NatsClusters clusters;
  private final Deployments deployments;
  private final RequestIntake requests;
  private final Plans plans;

  /** Changes the documents of these. */
  public Changes(
      NatsClusters clusters, Deployments deployments, RequestIntake requests, Plans plans) {
    this.clusters = clusters;
    this.deployments = deployments;
    this.requests = requests;
    this.plans = plans;
  }

  /** A change that was made from that revision of the document. */
  private record Made(Change.Changed changed, long basis) {}

  /** Requests it; when it returns a queued operation, that operation is on disk. */
  public Answer<Receipt> request(Change change) {
    return requests.submit(change.call().request(change.action()), () -> prepared(change));
  }

  /** What it would do, as the member's agent says; waits for it on the calling thread. */
  public Answer<DeployPlan> plan(Change change) {
    return made(change).then(made -> plans.plan(change.call().with(made.changed().document())));
  }

  private Answer<RequestIntake.Prepared> prepared(Change change) {
    NatsClusterCall call = change.call();
    return made(change)
        .then(
            made ->
                deployments.prepared(
                    call.with(made.changed().document()),
                    made.changed().order(),
                    OptionalLong.of(made.basis())))
        .then(prepared -> new Answer.Given<>(prepared.sentAs(change.action() + call.manifest())));
  }

  private Answer<Made> made(Change change) {
    return change.edit().then(edit -> desired(change.call()).then(desired -> made(edit, desired)));
  }

  private static Answer<Made> made(Change.Edit edit, Desired desired) {
    ObjectNode document = DesiredDocument.read(desired.current().orElseThrow().body());
    return edit.of(desired, document)
        .then(changed -> new Answer.Given<>(new Made(changed, desired.revision())));
  }

  private Answer<Desired> desired(NatsClusterCall call) {
    return clusters
        .find(call.member(), call.namespace(), call.name())
        .flatMap(NatsClusters.Known::desired)
        .filter(desired -> desired.current().isPresent())
        .<Answer<Desired>>map(Answer.Given::new)
        .orElseGet(() -> new Answer.Rejected<>(unmanaged(call)));
  }

  private static Rejection unmanaged(NatsClusterCall call) {
    return Rejection.of(
        Rejection.Kind.NOT_FOUND,
        Code.NOT_FOUND,
        "The hub has no document of NatsCluster " + call.address() + ".",
        "'flotilla status' lists those it manages; one that is managed in its member is changed there, in its spec.");
  }
}
