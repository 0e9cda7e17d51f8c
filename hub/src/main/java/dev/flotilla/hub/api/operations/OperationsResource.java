// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.operations;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.api.ApiSession;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.operation.Operation;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.operation.OperationId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What was asked for, and how far it has come. */
@Path("/api/v1/operations")
@RunOnVirtualThread
public class OperationsResource {
  private static final int ACCEPTED = 202;

  private final ApiSession session;
  private final Provider<OperationFinder> finder;
  private final Provider<OperationFeed.Source> feeds;
  private final Provider<Agents> agents;

  OperationsResource(
      ApiSession session,
      Provider<OperationFinder> finder,
      Provider<OperationFeed.Source> feeds,
      Provider<Agents> agents) {
    this.session = session;
    this.finder = finder;
    this.feeds = feeds;
    this.agents = agents;
  }

  /** Operations, newest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<OperationView> list(
      @RestQuery @Nullable String member,
      @RestQuery @Nullable String state,
      @RestQuery @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @Nullable String limit,
      @RestQuery @Nullable String after) {
    int most = Page.limit(limit);
    List<OperationView> views =
        finder
            .get()
            .newestFirst(
                (agent, name) ->
                    (member == null || agents.get().named(agent, member))
                        && (state == null || name.equalsIgnoreCase(state)),
                Optional.ofNullable(after),
                most + 1)
            .stream()
            .map(views()::of)
            .toList();
    return Page.of(views, most, OperationView::id);
  }

  /** One operation. */
  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.VIEWER_NAME)
  public OperationView get(String id) {
    return views().of(find(id));
  }

  /** One operation, each state as it changes; ends with the operation. */
  @GET
  @Path("/{id}")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  @RolesAllowed(Role.VIEWER_NAME)
  public void watch(String id, @Context SseEventSink sink, @Context Sse sse) {
    OperationFeed feed = new OperationFeed(feeds.get(), find(id).id(), sink, sse);
    Thread.ofVirtual().name("watch-" + id).start(feed);
  }

  /** Asks the agent to leave an operation undone. */
  @POST
  @Path("/{id}/cancel")
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseStatus(ACCEPTED)
  @RolesAllowed(Role.OPERATOR_NAME)
  public OperationView cancel(String id) {
    Operation operation = find(id);
    return session.audited(
        new ApiSession.Deed("operation.cancel", id), cancellable(operation), this::cancelled);
  }

  private static Answer<Operation> cancellable(Operation operation) {
    if (operation.ended()) {
      return ended();
    }
    return operation.cancellable() ? new Answer.Given<>(operation) : running();
  }

  // It may have begun since it was judged.
  private Answer<OperationView> cancelled(Operation operation) {
    Operations.Cancelling outcome = operations().cancel(operation, session.caller().name());
    return switch (outcome) {
      case Operations.Cancelling.Asked _ ->
          new Answer.Given<>(views().of(find(operation.id().value())));
      case Operations.Cancelling.TooLate _ -> running();
      case Operations.Cancelling.Ended _ -> ended();
    };
  }

  private static <T> Answer<T> running() {
    return conflict(
        Code.OPERATION_RUNNING,
        "A running operation cannot be cancelled.",
        "Deploy the previous document; that operation supersedes this one.");
  }

  private static <T> Answer<T> ended() {
    return conflict(
        Code.OPERATION_ENDED,
        "The operation has ended.",
        "Deploy again to change the NatsCluster.");
  }

  private Operation find(String id) {
    return parsed(id)
        .flatMap(finder.get()::find)
        .orElseThrow(() -> RejectedCall.notFound("operation " + id));
  }

  private Operations operations() {
    return feeds.get().operations();
  }

  private OperationViews views() {
    return feeds.get().views();
  }

  private static Optional<OperationId> parsed(String id) {
    return Optional.of(id).filter(text -> text.matches("[a-z0-9]{26}")).map(OperationId::new);
  }

  private static <T> Answer<T> conflict(Code code, String message, String hint) {
    return new Answer.Rejected<>(Rejection.of(Rejection.Kind.CONFLICT, code, message, hint));
  }
}
