// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.pause;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.change.Change;
import dev.flotilla.hub.change.Change.Changed;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.protocol.operation.Order;
import java.util.function.Consumer;

/**
 * Pauses and resumes changes of the servers of a NatsCluster that the hub manages. Both are deploys
 * of the document that it has: a member whose policy allows those has no need to know more, and a
 * pause supersedes the operation that is changing the servers.
 */
public final class Pauses {
  private static final String PAUSED = "paused";
  private static final String ABORT = "abort";

  private Pauses() {}

  /** A pause. */
  public static Change pause(NatsClusterCall call) {
    return change(call, "natscluster.pause", spec -> spec.put(PAUSED, true));
  }

  /**
   * The end of a pause, or else of an abort: then the change is made after all. The document is the
   * one before, to the letter.
   */
  public static Change resume(NatsClusterCall call) {
    return change(
        call,
        "natscluster.resume",
        spec -> spec.remove(spec.path(PAUSED).asBoolean() ? PAUSED : ABORT));
  }

  private static Change change(NatsClusterCall call, String action, Consumer<ObjectNode> edit) {
    return new Change(
        action,
        call,
        (_, document) -> {
          edit.accept(document.withObject("/spec"));
          return new Answer.Given<>(new Changed(document, new Order.Deploy()));
        });
  }
}
