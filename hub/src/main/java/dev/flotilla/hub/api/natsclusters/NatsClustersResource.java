// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiDescription;
import dev.flotilla.hub.api.Body;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.api.Session;
import dev.flotilla.hub.api.operations.OperationViews;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.natscluster.Submission;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.Operations.Requested;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The NATS data planes of the fleet. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class NatsClustersResource {
  private final Session session;

  /** Made by the container. */
  public NatsClustersResource(Session session) {
    this.session = session;
  }

  private record Place(AgentRecord agent, ResourceKey key) {}

  private record Address(String member, String namespace, String name) {
    Submission submission(Caller caller, JsonNode manifest, Optional<String> idempotencyKey) {
      return new Submission(
          caller.tokenId(), caller.name(), member, namespace, name, manifest, idempotencyKey);
    }
  }

  /** Everything that the hub wants or an agent reported, by address. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<NatsClusterView> list() {
    HubParts hub = session.hub();
    return Page.whole(
        hub.fleet().agents().all().stream()
            .filter(agent -> agent.state() == AgentState.ACCEPTED)
            .filter(agent -> hub.work().log().readable(agent.id()))
            .flatMap(agent -> places(agent, hub))
            .map(place -> NatsClusterViews.of(place.agent(), place.key(), hub))
            .sorted(Comparator.comparing(NatsClusterView::address))
            .toList());
  }

  /** One NatsCluster. */
  @GET
  @Path("/{member}/{namespace}/{name}")
  @RolesAllowed(Role.VIEWER_NAME)
  public NatsClusterView get(String member, String namespace, String name) {
    HubParts hub = session.hub();
    return hub.fleet()
        .agents()
        .find(member)
        .flatMap(
            agent ->
                places(agent, hub)
                    .filter(place -> place.key().namespace().equals(namespace))
                    .filter(place -> place.key().name().equals(name))
                    .findFirst())
        .map(place -> NatsClusterViews.of(place.agent(), place.key(), hub))
        .orElseThrow(
            () -> RejectedCall.notFound("NatsCluster " + member + "/" + namespace + "/" + name));
  }

  /** The document that the hub wants, as it was sent last. */
  @GET
  @Path("/{member}/{namespace}/{name}/document")
  @RolesAllowed(Role.VIEWER_NAME)
  public JsonNode document(String member, String namespace, String name) {
    HubParts hub = session.hub();
    return hub.fleet()
        .agents()
        .find(member)
        .flatMap(agent -> desired(agent, hub, namespace, name))
        .map(step -> DesiredDocument.read(step.body()))
        .orElseThrow(
            () ->
                RejectedCall.notFound(
                    "document of NatsCluster " + member + "/" + namespace + "/" + name));
  }

  private static Optional<Desired.Step> desired(
      AgentRecord agent, HubParts hub, String namespace, String name) {
    return Optional.of(name)
        .filter(_ -> ResourceKey.isLabel(namespace) && ResourceKey.isLabel(name))
        .map(_ -> ResourceKind.NATS_CLUSTER.key(namespace, name))
        .flatMap(key -> hub.work().log().of(agent.id()).desired(key))
        .flatMap(Desired::current);
  }

  /**
   * Asks for a NatsCluster to be what the document says; 202 when an operation was queued, 200 when
   * it is desired already.
   */
  @PUT
  @Path("/{member}/{namespace}/{name}")
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBodySchema(NatsClusterManifest.class)
  @APIResponseSchema(value = OperationView.class, responseDescription = "The document is unchanged")
  @APIResponse(
      responseCode = "202",
      description = "An operation was queued",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  public RestResponse<OperationView> deploy(
      String member,
      String namespace,
      String name,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
      @RestHeader("Content-Type") @Nullable String mediaType,
      byte[] body) {
    Submission submission =
        new Address(member, namespace, name)
            .submission(
                session.caller(),
                Body.object(body, mediaType),
                Optional.ofNullable(idempotencyKey));
    return switch (RejectedCall.orThrow(session.hub().work().deployments().submit(submission))) {
      case Requested.Queued(var id) ->
          RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, view(id))
              .location(URI.create("/api/v1/operations/" + id))
              .build();
      case Requested.AlreadyRequested(var id) -> RestResponse.ok(view(id));
    };
  }

  /**
   * Asks the member's agent what a deploy of the document would do, and waits for its answer.
   * Nothing is done, stored or audited.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/plan")
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBodySchema(NatsClusterManifest.class)
  @APIResponseSchema(value = DeployPlan.class, responseDescription = "What would change")
  @APIResponse(responseCode = "429", ref = ApiDescription.PROBLEM)
  @APIResponse(responseCode = "504", ref = ApiDescription.PROBLEM)
  public DeployPlan plan(
      String member,
      String namespace,
      String name,
      @RestHeader("Content-Type") @Nullable String mediaType,
      byte[] body) {
    Submission submission =
        new Address(member, namespace, name)
            .submission(session.caller(), Body.object(body, mediaType), Optional.empty());
    return RejectedCall.orThrow(session.hub().work().plans().plan(submission));
  }

  private static Stream<Place> places(AgentRecord agent, HubParts hub) {
    Stream<ResourceKey> desired =
        hub.work().log().of(agent.id()).desired().values().stream()
            .filter(wish -> wish.current().isPresent())
            .map(Desired::key)
            .filter(ResourceKind.NATS_CLUSTER::names);
    Stream<ResourceKey> reported =
        hub.fleet().reports().of(agent.id(), ResourceKind.NATS_CLUSTER).stream()
            .filter(report -> !report.deleted())
            .map(ResourceReport::resource);
    return Stream.concat(desired, reported).distinct().map(key -> new Place(agent, key));
  }

  private OperationView view(OperationId id) {
    HubParts hub = session.hub();
    return hub.work()
        .operations()
        .find(id)
        .map(operation -> OperationViews.of(operation, hub))
        .orElseThrow(() -> RejectedCall.notFound("operation " + id));
  }
}
