// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.access.Tokens;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.channel.AgentChannel;
import dev.flotilla.hub.channel.EventIntake;
import dev.flotilla.hub.enrolment.CredentialsDesk;
import dev.flotilla.hub.enrolment.Enrolment;
import dev.flotilla.hub.enrolment.Membership;
import dev.flotilla.hub.enrolment.Revocations;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.inbox.Delivery;
import dev.flotilla.hub.inbox.DocumentSigner;
import dev.flotilla.hub.inbox.Inbox;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.IdempotencyKeys;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.settings.HubNames;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.Ulid;
import dev.flotilla.protocol.operation.OperationId;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Everything that is built on the store: made in order, closed in reverse. */
final class HubCore implements AutoCloseable {
  private final HubConnections connections;
  private final HubParts parts;
  private final List<AutoCloseable> running;

  private HubCore(HubConnections connections, HubParts parts, List<AutoCloseable> running) {
    this.connections = connections;
    this.parts = parts;
    this.running = running;
  }

  /**
   * Connects, makes the streams, folds them and begins to work.
   *
   * @throws StoreUnavailable when the servers do not keep what they acknowledge
   */
  static HubCore open(
      HubConfig config, HubKeys keys, HubNames names, Clock clock, SecureRandom random)
      throws IOException, InterruptedException, JetStreamApiException {
    HubConnections connections =
        HubConnections.open(keys, ChildServer.url(config), clock, random);
    try {
      return new Assembly(config, keys, names, clock, random, connections).assemble();
    } catch (IOException | InterruptedException | JetStreamApiException | RuntimeException failed) {
      connections.close();
      throw failed;
    }
  }

  HubParts parts() {
    return parts;
  }

  Connection system() {
    return connections.system();
  }

  boolean connected() {
    return connections.connected();
  }

  @Override
  public void close() throws InterruptedException {
    for (AutoCloseable part : running.reversed()) {
      closeQuietly(part);
    }
    connections.close();
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception ignored) {
      // The process ends; what matters is on disk.
    }
  }

  /** The order in which the parts are made. */
  private record Assembly(
      HubConfig config,
      HubKeys keys,
      HubNames names,
      Clock clock,
      SecureRandom random,
      HubConnections connections) {

    HubCore assemble() throws IOException, InterruptedException, JetStreamApiException {
      boolean own = config.nats().mode() == HubConfig.Nats.Mode.CHILD;
      List<String> findings = StoreCheck.findings(connections.system(), own);
      if (!findings.isEmpty()) {
        throw new StoreUnavailable("the nats-server cannot be used: " + String.join("; ", findings));
      }
      Connection hub = connections.hub();
      new HubStreams(hub.jetStreamManagement(), 1).ensure();
      List<AutoCloseable> running = new ArrayList<>();
      Registry registry = opened(new Registry(hub), running);
      OperationLog log = new OperationLog(hub);
      log.open();
      running.add(log);
      return build(registry, log, running);
    }

    private HubCore build(Registry registry, OperationLog log, List<AutoCloseable> running)
        throws IOException, InterruptedException {
      Connection hub = connections.hub();
      AuditLog audit = new AuditLog(hub, clock);
      Tokens tokens = new Tokens(registry, keys.adminToken());
      HubParts.Fleet fleet =
          new HubParts.Fleet(
              new Agents(registry),
              new Presence(clock, config.offlineAfter()),
              new Reports(registry));
      DocumentSigner signer =
          new DocumentSigner(keys, names.publicUrl(), clock, config.documentLife());
      Inbox inbox = new Inbox(log, signer, hub);
      Operations operations = new Operations(log, clock, config.operationLife());
      CredentialsDesk desk =
          new CredentialsDesk(fleet.agents(), keys, names, config.credentialLife(), clock);
      Revocations revocations =
          new Revocations(
              fleet.agents(), keys.nats(), connections.system(), clock, config.credentialLife());
      HubParts parts =
          new HubParts(
              new HubParts.Identity(keys, names),
              new HubParts.Access(tokens, audit),
              fleet,
              new HubParts.Enrolments(
                  new Enrolment(tokens, fleet.agents(), clock, random),
                  desk,
                  new Membership(fleet.agents(), fleet.presence(), inbox, revocations, clock)),
              new HubParts.Work(
                  log,
                  operations,
                  new Deployments(
                      fleet.agents(),
                      operations,
                      new IdempotencyKeys(hub),
                      audit,
                      () -> new OperationId(Ulid.next(clock.instant(), random)))));
      Delivery delivery = new Delivery(log, inbox, fleet.agents()::accepted);
      EventIntake intake =
          new EventIntake(hub, fleet.agents(), operations, fleet.reports(), audit);
      AgentChannel channel =
          new AgentChannel(
              hub,
              new AgentChannel.Services(
                  fleet.agents(), fleet.presence(), desk, inbox, signer, log, clock));
      Upkeep upkeep = new Upkeep(operations, revocations);
      running.addAll(List.of(delivery, intake, channel, upkeep));
      upkeep.start();
      delivery.start();
      intake.start();
      channel.start();
      return new HubCore(connections, parts, running);
    }

    private static Registry opened(Registry registry, List<AutoCloseable> running)
        throws InterruptedException {
      registry.open();
      running.add(registry);
      return registry;
    }
  }
}
