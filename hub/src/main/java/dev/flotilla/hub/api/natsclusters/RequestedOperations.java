// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.api.Session;
import dev.flotilla.hub.api.operations.OperationViews;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.operation.OperationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** From a call on a NatsCluster to the operation that it requests, and back. */
@ApplicationScoped
class RequestedOperations {
  private final Session session;
  private final Provider<OperationViews> views;

  RequestedOperations(Session session, Provider<OperationViews> views) {
    this.session = session;
    this.views = views;
  }

  NatsClusterCall call(NatsClusterAddress address, JsonNode body, Optional<String> idempotencyKey) {
    Caller caller = session.caller();
    return new NatsClusterCall(
        caller.tokenId(),
        caller.name(),
        address.member(),
        address.namespace(),
        address.name(),
        body,
        idempotencyKey);
  }

  /** 202 for an operation that was queued, 200 for one that stands for the call. */
  RestResponse<OperationView> response(Receipt requested) {
    return switch (requested) {
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
