// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.api.ApiSession;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.api.operations.OperationViews;
import dev.flotilla.hub.change.Change;
import dev.flotilla.hub.change.Changes;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.query.DeployPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** From a call on a NatsCluster to the operation that it requests, and back. */
@ApplicationScoped
class RequestedOperations {
  private final ApiSession session;
  private final Provider<Changes> changes;
  private final Provider<OperationViews> views;

  RequestedOperations(
      ApiSession session, Provider<Changes> changes, Provider<OperationViews> views) {
    this.session = session;
    this.changes = changes;
    this.views = views;
  }

  /** Requests a change of the document that the hub has. */
  RestResponse<OperationView> request(
      NatsClusterAddress address,
      JsonNode body,
      @Nullable String idempotencyKey,
      Function<NatsClusterCall, Change> change) {
    return response(changes.get().request(change.apply(call(address, body, idempotencyKey))));
  }

  /** Asks what such a change would do. */
  DeployPlan plan(
      NatsClusterAddress address, JsonNode body, Function<NatsClusterCall, Change> change) {
    return RejectedCall.orThrow(changes.get().plan(change.apply(call(address, body, null))));
  }

  /** The body of a call that has none. */
  static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  NatsClusterCall call(NatsClusterAddress address, JsonNode body, @Nullable String idempotencyKey) {
    Caller caller = session.caller();
    return new NatsClusterCall(
        caller.tokenId(),
        caller.name(),
        address.member(),
        address.namespace(),
        address.name(),
        body,
        Optional.ofNullable(idempotencyKey));
  }

  /** 202 for an operation that was queued, 200 for one that stands for the call. */
  RestResponse<OperationView> response(Answer<Receipt> requested) {
    return switch (RejectedCall.orThrow(requested)) {
      case Receipt.Queued(var id) ->
          RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, view(id))
              .location(URI.create("/api/v1/operations/" + id))
              .build();
      case Receipt.AlreadyRequested(var id) -> RestResponse.ok(view(id));
    };
  }

  private OperationView view(OperationId id) {
    return views.get().find(id).orElseThrow(() -> RejectedCall.notFound("operation " + id));
  }
}
