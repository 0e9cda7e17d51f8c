// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Limits of an account; {@link #NO_LIMIT} (-1) for none.
 *
 * @param connections client connections
 * @param leafNodes leaf node connections
 * @param subscriptions subscriptions of all clients
 * @param payload bytes of one message
 * @param bearerTokens whether users may connect with a bearer token
 * @param jetStream what it may store
 */
public record AccountLimits(
    long connections,
    long leafNodes,
    long subscriptions,
    long payload,
    boolean bearerTokens,
    JetStreamLimits jetStream) {
  /** No limit. Absent numbers mean zero in account claims, so it is always written out. */
  public static final long NO_LIMIT = -1;

  /** No limits, but without JetStream. */
  public static final AccountLimits UNLIMITED =
      new AccountLimits(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, true, JetStreamLimits.NONE);

  /** The same with other JetStream limits. */
  public AccountLimits withJetStream(JetStreamLimits changed) {
    return new AccountLimits(connections, leafNodes, subscriptions, payload, bearerTokens, changed);
  }

  ObjectNode json() {
    ObjectNode limits = JsonNodeFactory.instance.objectNode();
    limits.put("subs", subscriptions);
    limits.put("data", NO_LIMIT);
    limits.put("payload", payload);
    limits.put("imports", NO_LIMIT);
    limits.put("exports", NO_LIMIT);
    limits.put("wildcards", true);
    if (!bearerTokens) {
      limits.put("disallow_bearer", true);
    }
    limits.put("conn", connections);
    limits.put("leaf", leafNodes);
    jetStream.addTo(limits);
    return limits;
  }
}
