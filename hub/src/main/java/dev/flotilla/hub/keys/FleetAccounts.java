// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import dev.flotilla.nats.jwt.AccountClaims;
import dev.flotilla.nats.jwt.AccountLimits;
import dev.flotilla.nats.jwt.AccountSigningKey;
import dev.flotilla.nats.jwt.Export;
import dev.flotilla.nats.jwt.Import;
import dev.flotilla.nats.jwt.JetStreamLimits;
import dev.flotilla.nats.jwt.Permission;
import dev.flotilla.nats.jwt.UserPermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The three accounts of the hub's NATS. Agents own no stream: they reach the hub's through
 * services, so a reply subject that they choose cannot become a write into the inbox of another
 * agent.
 *
 * @param system public key of the system account
 * @param hub public key of the hub's account
 * @param agents public key of the agents' account
 */
public record FleetAccounts(String system, String hub, String agents) {
  private static final String DIRECT_GET = "$JS.API.DIRECT.GET.KV_INBOX.$KV.INBOX.";
  private static final int SUBSCRIPTIONS_OF_AN_AGENT = 20;
  private static final int PAYLOAD_OF_AN_AGENT = 256 * 1024;

  /** Claims of the system account. */
  public AccountClaims systemClaims(String signingKey) {
    return AccountClaims.of(system, "SYS")
        .withSigningKeys(List.of(new AccountSigningKey.Plain(signingKey)));
  }

  /** Claims of the account that owns every stream. */
  public AccountClaims hubClaims(String signingKey) {
    return AccountClaims.of(hub, "HUB")
        .withLimits(AccountLimits.UNLIMITED.withJetStream(JetStreamLimits.UNLIMITED))
        .withExports(
            List.of(
                Export.service("fleet.v1.evt.*.>", "events"),
                Export.service("fleet.v1.svc.*.*", "services"),
                Export.service(DIRECT_GET + "*.>", "inbox"),
                Export.stream("fleet.v1.live.*.>", "live")))
        .withImports(List.of(Import.stream(agents, "fleet.v1.hb.*", "heartbeats")))
        .withSigningKeys(List.of(new AccountSigningKey.Plain(signingKey)));
  }

  /**
   * Claims of the agents' account.
   *
   * @param signingKey public half of the scoped key
   * @param revocations agents' user keys that must not connect any more
   */
  public AccountClaims agentsClaims(String signingKey, Map<String, Instant> revocations) {
    return AccountClaims.of(agents, "AGENTS")
        .withExports(List.of(Export.stream("fleet.v1.hb.*", "heartbeats")))
        .withImports(
            List.of(
                Import.service(hub, "fleet.v1.evt.*.>", "events"),
                Import.service(hub, "fleet.v1.svc.*.*", "services"),
                Import.service(hub, DIRECT_GET + "*.>", "inbox"),
                Import.stream(hub, "fleet.v1.live.*.>", "live")))
        .withSigningKeys(
            List.of(new AccountSigningKey.Scoped(signingKey, "agent", agentTemplate())))
        .withRevocations(revocations);
  }

  // {{name()}} is the agent's id: the one subject token that its user claims fix.
  private static UserPermissions agentTemplate() {
    return new UserPermissions(
        Permission.only(
            "fleet.v1.evt.{{name()}}.>",
            "fleet.v1.hb.{{name()}}",
            "fleet.v1.svc.{{name()}}.*",
            DIRECT_GET + "{{name()}}.>"),
        Permission.only("_INBOX_{{name()}}.>", "fleet.v1.live.{{name()}}.>"),
        SUBSCRIPTIONS_OF_AN_AGENT,
        PAYLOAD_OF_AN_AGENT,
        Set.of("STANDARD", "WEBSOCKET"));
  }
}
