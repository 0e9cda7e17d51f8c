// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.access.Tokens;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.FailedLogins;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.enrolment.CredentialsDesk;
import dev.flotilla.hub.enrolment.Enrolment;
import dev.flotilla.hub.enrolment.Membership;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.hub.settings.HubNames;

/**
 * What the REST API works with once the store is there.
 *
 * @param identity keys and names
 * @param access tokens and the audit record
 * @param fleet agents, their signs of life and reports
 * @param enrolment how agents become members
 * @param work operations
 * @param catalogues releases of nats-server
 */
public record HubParts(
    Identity identity,
    Access access,
    Fleet fleet,
    Enrolments enrolment,
    Work work,
    Catalogues catalogues) {
  /** Keys and names. */
  public record Identity(HubKeys keys, HubNames names) {}

  /** Tokens and the audit record. */
  public record Access(Tokens tokens, AuditLog audit, FailedLogins failedLogins) {}

  /** Agents, their signs of life and reports. */
  public record Fleet(Agents agents, Presence presence, Reports reports) {}

  /** How agents become members. */
  public record Enrolments(Enrolment enrolment, CredentialsDesk desk, Membership membership) {}

  /**
   * Operations, and what they would do.
   *
   * @param log the open ones, and what is desired
   * @param finder looks up any
   * @param operations what can be done with them
   * @param deployments makes them of documents
   * @param plans what a deploy would do
   */
  public record Work(
      OperationLog log,
      OperationFinder finder,
      Operations operations,
      Deployments deployments,
      Plans plans) {}
}
