// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.abort;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.change.Change;
import dev.flotilla.hub.change.Change.Changed;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.natscluster.Revision;
import dev.flotilla.hub.natscluster.Revisions;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;

/**
 * Aborts the change of a NatsCluster that is under way: the document that the hub has, with a field
 * that brings the servers back to what they were last verified with. The member knows what that is.
 */
@StoreScoped
public final class Aborts {
  private static final String ABORT = "abort";
  private static final String PAUSED = "paused";

  private final Revisions revisions;

  /** Aborts changes to what these revisions are. */
  public Aborts(Revisions revisions) {
    this.revisions = revisions;
  }

  /** The change that a call asks for. */
  public Change of(NatsClusterCall call) {
    return new Change(
        "natscluster.abort",
        call,
        (desired, document) -> underWay(desired) ? aborted(document) : nothingUnderWay(call));
  }

  /** The servers may return to what they had only while they do not have all that is desired. */
  private boolean underWay(Desired desired) {
    return revisions.newestFirst(desired).stream()
        .findFirst()
        .filter(Revision::succeeded)
        .isEmpty();
  }

  private static Answer<Changed> aborted(ObjectNode document) {
    document.withObject("/spec").put(ABORT, true).remove(PAUSED);
    return new Answer.Given<>(new Changed(document, new Order.Abort()));
  }

  private static Answer<Changed> nothingUnderWay(NatsClusterCall call) {
    return new Answer.Rejected<>(
        Rejection.of(
            Rejection.Kind.CONFLICT,
            Code.NOTHING_UNDER_WAY,
            "No change of " + call.address() + " is under way.",
            "To go back to an earlier document: flotilla rollback " + call.address()));
  }
}
