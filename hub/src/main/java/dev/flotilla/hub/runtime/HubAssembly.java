// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.access.Tokens;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.FailedLogins;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.channel.AgentChannel;
import dev.flotilla.hub.channel.EventIntake;
import dev.flotilla.hub.enrolment.CredentialsDesk;
import dev.flotilla.hub.enrolment.Enrolment;
import dev.flotilla.hub.enrolment.Issuer;
import dev.flotilla.hub.enrolment.Membership;
import dev.flotilla.hub.enrolment.Revocations;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.inbox.Delivery;
import dev.flotilla.hub.inbox.DocumentSigner;
import dev.flotilla.hub.inbox.Inbox;
import dev.flotilla.hub.inbox.InboxPlan;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.Submissions;
import dev.flotilla.hub.operation.IdempotencyKeys;
import dev.flotilla.hub.operation.OperationRecords;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.operation.Requests;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.hub.query.Queries;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.Ulid;
import dev.flotilla.protocol.operation.OperationId;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the parts of the hub, each from those before it, and starts them when all are there. */
final class HubAssembly {
  private final HubContext context;
  private final Connection hub;
  private final Connection system;
  private final HubConnections connections;
  private final List<AutoCloseable> running = new ArrayList<>();

  HubAssembly(HubContext context, HubConnections connections) {
    this.context = context;
    this.connections = connections;
    this.hub = connections.hub();
    this.system = connections.system();
  }

  /** All ways in which the hub speaks to agents. */
  private record ToAgents(Inbox inbox, DocumentSigner signer, Queries queries) {}

  /** What was started so far. */
  List<AutoCloseable> running() {
    return running;
  }

  /**
   * Makes and starts everything.
   *
   * @throws StoreUnavailable when the servers do not keep what they acknowledge
   */
  HubCore assemble() throws IOException, InterruptedException, JetStreamApiException {
    StoreCheck.Result store = StoreCheck.look(system, context.ownServer());
    if (!store.findings().isEmpty()) {
      throw new StoreUnavailable(
          "the nats-server cannot be used: " + String.join("; ", store.findings()));
    }
    new HubStreams(
            hub.jetStreamManagement(),
            context.config().nats().replicas(),
            store.capacity(),
            context.config().historyLife())
        .ensure();
    Registry registry = registry();
    AuditLog audit = new AuditLog(hub, context.clock());
    HubParts.Access access =
        new HubParts.Access(
            new Tokens(registry, context.keys().adminToken()),
            audit,
            new FailedLogins(audit, context.clock()));
    HubParts.Fleet fleet =
        new HubParts.Fleet(
            new Agents(registry),
            new Presence(context.clock(), context.config().offlineAfter()),
            new Reports(registry));
    DocumentSigner signer =
        new DocumentSigner(
            context.keys(),
            context.names().publicUrl(),
            context.clock(),
            context.config().documentLife());
    Queries queries = new Queries(hub, signer, this::freshId, context.config().planPatience());
    Catalogues catalogues = new Catalogues(registry, context.keys().roots());
    catalogues.open();
    HubParts.Work work = work(catalogues, fleet, access, queries);
    Inbox inbox = new Inbox(work.log(), catalogues::document, signer, hub);
    Revocations revocations =
        new Revocations(
            fleet.agents(),
            context.keys().nats(),
            system,
            context.clock(),
            context.config().credentialLife());
    HubParts parts =
        new HubParts(
            new HubParts.Identity(context.keys(), context.names()),
            access,
            fleet,
            enrolments(
                fleet, access, new Membership.Consequences(inbox, revocations, work.operations())),
            work,
            catalogues);
    start(parts, new ToAgents(inbox, signer, queries), revocations);
    return new HubCore(connections, parts, running);
  }

  private Registry registry() throws IOException, InterruptedException {
    Registry registry = new Registry(hub);
    running.add(registry);
    registry.open();
    return registry;
  }

  private String freshId() {
    return Ulid.next(context.clock().instant(), context.random());
  }

  private HubParts.Work work(
      Catalogues catalogues, HubParts.Fleet fleet, HubParts.Access access, Queries queries)
      throws IOException, InterruptedException {
    Submissions submissions = new Submissions(fleet.agents(), fleet.reports(), catalogues);
    OperationRecords records =
        OperationRecords.open(
            hub,
            agent ->
                InboxPlan.ofLedgerAlone(
                    fleet.presence().reportedIndex(agent), catalogues.document()),
            running);
    Operations operations =
        new Operations(records, context.clock(), context.config().operationLife());
    IdempotencyKeys keys = new IdempotencyKeys(hub, context.clock());
    running.add(keys);
    keys.open();
    Requests requests =
        new Requests(operations, keys, access.audit(), () -> new OperationId(freshId()));
    Deployments deployments =
        new Deployments(submissions, requests, fleet.reports(), records.finder());
    return new HubParts.Work(
        records.log(),
        records.finder(),
        operations,
        deployments,
        new Plans(submissions, fleet.presence(), queries));
  }

  private HubParts.Enrolments enrolments(
      HubParts.Fleet fleet, HubParts.Access access, Membership.Consequences consequences) {
    return new HubParts.Enrolments(
        new Enrolment(
            new Enrolment.Books(access.tokens(), fleet.agents(), access.audit()),
            context.clock(),
            context.random()),
        new CredentialsDesk(
            fleet.agents(),
            new Issuer(
                context.keys(),
                context.names(),
                context.config().credentialLife(),
                context.random()),
            access.audit(),
            context.clock()),
        new Membership(fleet.agents(), fleet.presence(), consequences, context.clock()));
  }

  // Revocations come first: nobody who was revoked should meet a hub that works.
  private void start(HubParts parts, ToAgents toAgents, Revocations revocations)
      throws InterruptedException {
    Upkeep upkeep =
        new Upkeep(
            parts.fleet().agents(),
            parts.work().operations(),
            revocations,
            (agent, expiry) ->
                parts
                    .fleet()
                    .presence()
                    .heardOutSince(agent, expiry, context.config().expiryGrace()));
    Delivery delivery =
        new Delivery(parts.work().log(), toAgents.inbox(), parts.fleet().agents()::accepted);
    parts
        .catalogues()
        .listen(
            () ->
                delivery.everyone(
                    parts.fleet().agents().all().stream().map(AgentRecord::id).toList()));
    EventIntake intake =
        new EventIntake(
            hub,
            new EventIntake.Folds(
                parts.fleet().agents(),
                parts.work().operations(),
                parts.fleet().reports(),
                parts.access().audit()));
    AgentChannel channel =
        new AgentChannel(
            hub,
            new AgentChannel.Services(
                parts.fleet().agents(),
                parts.fleet().presence(),
                parts.enrolment().desk(),
                toAgents.inbox(),
                toAgents.signer(),
                parts.work().log(),
                toAgents.queries(),
                parts.access().audit(),
                context.clock()));
    running.addAll(List.of(upkeep, delivery, intake, channel));
    upkeep.start();
    delivery.start();
    intake.start();
    channel.start();
  }
}
