// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.access.Tokens;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.enrolment.Issuer;
import dev.flotilla.hub.enrolment.Revocations;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.inbox.Delivery;
import dev.flotilla.hub.inbox.DocumentSigner;
import dev.flotilla.hub.inbox.Inbox;
import dev.flotilla.hub.inbox.InboxPlan;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.operation.OperationRecords;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.query.Queries;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.StoreScoped;
import io.nats.client.Connection;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * The connections to the store, and the services that need a setting or something else that
 * injection alone does not find. All other services are annotated {@link StoreScoped} themselves.
 */
final class StoreProducer {
  private final HubRuntimeContext context;
  private final HubConfig config;

  StoreProducer(HubRuntimeContext context) {
    this.context = context;
    this.config = context.config();
  }

  @Produces
  @StoreScoped
  HubConnections connections() throws IOException, InterruptedException {
    return HubConnections.open(context);
  }

  void close(@Disposes HubConnections connections) {
    connections.close();
  }

  @Produces
  @StoreScoped
  Connection hub(HubConnections connections) {
    return connections.hub();
  }

  @Produces
  @StoreScoped
  Tokens tokens(Registry registry, HubKeys keys) {
    return new Tokens(registry, keys.adminToken());
  }

  @Produces
  @StoreScoped
  Presence presence(Clock clock) {
    return new Presence(clock, config.offlineAfter());
  }

  @Produces
  @StoreScoped
  OperationRecords records(Connection hub, Presence presence, Catalogues catalogues)
      throws IOException {
    return new OperationRecords(
        hub,
        agent -> InboxPlan.ofLedgerAlone(presence.reportedIndex(agent), catalogues.document()));
  }

  void close(@Disposes OperationRecords records) {
    records.close();
  }

  @Produces
  @StoreScoped
  OperationLog log(OperationRecords records) {
    return records.log();
  }

  @Produces
  @StoreScoped
  OperationFinder finder(OperationRecords records) {
    return records.finder();
  }

  @Produces
  @StoreScoped
  Operations operations(OperationRecords records, Clock clock) {
    return new Operations(records, clock, config.operationLife());
  }

  @Produces
  @StoreScoped
  DocumentSigner signer(Clock clock) {
    return new DocumentSigner(
        context.keys(), context.names().publicUrl(), clock, config.documentLife());
  }

  @Produces
  @StoreScoped
  Inbox inbox(OperationLog log, Catalogues catalogues, DocumentSigner signer, Connection hub)
      throws IOException {
    return new Inbox(log, catalogues::document, signer, hub);
  }

  @Produces
  @StoreScoped
  Delivery delivery(OperationLog log, Inbox inbox, Agents agents, Catalogues catalogues) {
    Delivery delivery = new Delivery(log, inbox, agents::accepted);
    catalogues.listen(() -> delivery.everyone(agents.all().stream().map(AgentRecord::id).toList()));
    return delivery;
  }

  void close(@Disposes Delivery delivery) {
    delivery.close();
  }

  @Produces
  @StoreScoped
  Queries queries(Connection hub, DocumentSigner signer, Supplier<String> ids) {
    return new Queries(hub, signer, ids, config.planPatience());
  }

  @Produces
  @StoreScoped
  Issuer issuer() {
    return new Issuer(context.keys(), context.names(), config.credentialLife(), context.random());
  }

  @Produces
  @StoreScoped
  Revocations revocations(Agents agents, HubConnections connections, Clock clock) {
    return new Revocations(
        agents, context.keys().nats(), connections.system(), clock, config.credentialLife());
  }
}
