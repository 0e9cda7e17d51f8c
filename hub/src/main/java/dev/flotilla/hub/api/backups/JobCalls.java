// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.backups;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.api.ApiSession;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.api.operations.OperationViews;
import dev.flotilla.hub.backup.JobIntake;
import dev.flotilla.hub.backup.JobKind;
import dev.flotilla.hub.backup.Jobs;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.api.WithdrawalView;
import dev.flotilla.protocol.operation.OperationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the resources of both kinds do. */
@ApplicationScoped
class JobCalls {
  private final ApiSession session;
  private final Provider<JobIntake> intake;
  private final Provider<Jobs> jobs;
  private final Provider<JobViews> views;
  private final Provider<OperationViews> operations;

  JobCalls(
      ApiSession session,
      Provider<JobIntake> intake,
      Provider<Jobs> jobs,
      Provider<JobViews> views,
      Provider<OperationViews> operations) {
    this.session = session;
    this.intake = intake;
    this.jobs = jobs;
    this.views = views;
    this.operations = operations;
  }

  /**
   * One of a kind, in a URL.
   *
   * @param member name or id of the agent
   * @param namespace in the member
   * @param name in the namespace
   */
  record Address(JobKind kind, String member, String namespace, String name) {
    @Override
    public String toString() {
      return member + "/" + namespace + "/" + name;
    }
  }

  /** 202 for an operation that was queued, 200 for one that another call with this key queued. */
  RestResponse<OperationView> create(
      Address address, JsonNode manifest, @Nullable String idempotencyKey) {
    Caller caller = session.caller();
    NatsClusterCall call =
        new NatsClusterCall(
            caller.tokenId(),
            caller.name(),
            address.member(),
            address.namespace(),
            address.name(),
            manifest,
            Optional.ofNullable(idempotencyKey));
    return switch (RejectedCall.orThrow(intake.get().create(address.kind(), call))) {
      case Receipt.Queued(var id) ->
          RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, view(id))
              .location(URI.create("/api/v1/operations/" + id))
              .build();
      case Receipt.AlreadyRequested(var id) -> RestResponse.ok(view(id));
    };
  }

  Page<BackupView> list(JobKind kind, Predicate<Jobs.Known> wanted) {
    return Page.whole(
        jobs.get()
            .all(kind)
            .filter(wanted)
            .map(views.get()::of)
            .sorted(Comparator.comparing(BackupView::address))
            .toList());
  }

  BackupView get(Address address) {
    return views.get().of(find(address));
  }

  JsonNode document(Address address) {
    return find(address)
        .document()
        .orElseThrow(() -> RejectedCall.notFound("document of " + title(address)));
  }

  WithdrawalView delete(Address address) {
    Jobs.Known known = find(address);
    return JobViews.withdrawn(
        session.audited(
            new ApiSession.Deed(address.kind().action("delete"), address.toString()),
            intake.get().withdrawable(known),
            it -> intake.get().withdraw(it, session.caller().name())));
  }

  private Jobs.Known find(Address address) {
    return jobs.get()
        .find(address.kind(), address.member(), address.namespace(), address.name())
        .orElseThrow(() -> RejectedCall.notFound(title(address)));
  }

  private OperationView view(OperationId id) {
    return operations.get().find(id).orElseThrow(() -> RejectedCall.notFound("operation " + id));
  }

  private static String title(Address address) {
    return address.kind().resource().kind() + " " + address;
  }
}
