// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.foreign;

import dev.flotilla.protocol.AgentId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Subjects that an agent must not reach, family by family.
 *
 * @param own the agent that tries
 * @param other another agent
 */
record Forbidden(AgentId own, AgentId other) {
  private static final List<String> STREAMS =
      List.of(
          "KV_INBOX", "KV_REGISTRY", "KV_IDEMPOTENCY", "FLEET_EVT", "FLEET_OPLOG", "FLEET_AUDIT");

  /** Every family of the JetStream API (nats-server, server/jetstream_api.go); %s is a stream. */
  private static final List<String> OF_A_STREAM =
      List.of(
          "STREAM.CREATE.%s",
          "STREAM.UPDATE.%s",
          "STREAM.INFO.%s",
          "STREAM.DELETE.%s",
          "STREAM.PURGE.%s",
          "STREAM.SNAPSHOT.%s",
          "STREAM.RESTORE.%s",
          "STREAM.MSG.GET.%s",
          "STREAM.MSG.DELETE.%s",
          "STREAM.PEER.REMOVE.%s",
          "STREAM.LEADER.STEPDOWN.%s",
          "CONSUMER.CREATE.%s",
          "CONSUMER.CREATE.%s.thief",
          "CONSUMER.CREATE.%s.thief.x",
          "CONSUMER.DURABLE.CREATE.%s.thief",
          "CONSUMER.NAMES.%s",
          "CONSUMER.LIST.%s",
          "CONSUMER.INFO.%s.thief",
          "CONSUMER.DELETE.%s.thief",
          "CONSUMER.PAUSE.%s.thief",
          "CONSUMER.RESET.%s.thief",
          "CONSUMER.UNPIN.%s.thief",
          "CONSUMER.LEADER.STEPDOWN.%s.thief",
          "CONSUMER.MSG.NEXT.%s.thief",
          "DIRECT.GET.%s");

  private static final List<String> OF_ALL =
      List.of(
          "INFO",
          "STREAM.NAMES",
          "STREAM.LIST",
          "META.LEADER.STEPDOWN",
          "SERVER.REMOVE",
          "ACCOUNT.PURGE.HUB",
          "ACCOUNT.STREAM.MOVE.HUB.KV_INBOX");

  /** Where it must not publish or ask. */
  List<String> publishing() {
    return Stream.of(ofTheOther(), ofItsOwn(), jetStreamApi(), stores(), system())
        .flatMap(subjects -> subjects)
        .toList();
  }

  /** What it must not hear. */
  List<String> listening() {
    return List.of(
        ">",
        "*",
        "fleet.v1.live." + other + ".>",
        "fleet.v1.live." + other + ".index",
        "fleet.v1.live.>",
        "fleet.v1.live.*.index",
        "fleet.>",
        "_INBOX_" + other + ".>",
        "_INBOX_" + other + ".*",
        "_INBOX.>",
        "fleet.v1.evt." + other + ".>",
        "fleet.v1.evt." + own + ".>",
        "fleet.v1.hb.*",
        "fleet.v1.svc." + other + ".*",
        "fleet.v1.svc." + own + ".*",
        "$KV.INBOX.>",
        "$KV.INBOX." + other + ".>",
        "$KV.INBOX." + own + ".>",
        "$JS.>",
        "$JS.EVENT.>",
        "$SYS.>");
  }

  private Stream<String> ofTheOther() {
    return Stream.of(
        "fleet.v1.evt." + other + ".operation",
        "fleet.v1.hb." + other,
        "fleet.v1.svc." + other + ".sync",
        "fleet.v1.svc." + other + ".renew",
        "fleet.v1.live." + other + ".index",
        "_INBOX_" + other + ".reply",
        directGet("KV_INBOX", "$KV.INBOX." + other + ".index"),
        directGet("KV_INBOX", "$KV.INBOX." + other + ".natscluster.nats.orders"));
  }

  // Its own id, but not at the place or with the tokens that are its own.
  private Stream<String> ofItsOwn() {
    return Stream.of(
        "fleet.v1.evt." + own,
        "fleet.v1.hb." + own + ".more",
        "fleet.v1.svc." + own,
        "fleet.v1.svc." + own + ".sync.more",
        "fleet.v1.live." + own + ".index",
        "fleet.v2.evt." + own + ".operation",
        "fleet.v1.evt." + own + "0.operation",
        "_INBOX." + own,
        "$KV.INBOX." + own + ".index",
        directGet("KV_REGISTRY", "$KV.REGISTRY.agent." + own),
        directGet("FLEET_EVT", "fleet.v1.evt." + own + ".operation"));
  }

  private static Stream<String> jetStreamApi() {
    return Stream.concat(
            OF_ALL.stream(),
            STREAMS.stream()
                .flatMap(stream -> OF_A_STREAM.stream().map(family -> family.formatted(stream))))
        .map("$JS.API."::concat);
  }

  private Stream<String> stores() {
    return Stream.of(
        "$KV.INBOX." + other + ".index",
        "$KV.INBOX." + other + ".natscluster.nats.orders",
        "$KV.REGISTRY.token.0000000000",
        "$KV.REGISTRY.agent." + other,
        "$KV.IDEMPOTENCY.x",
        "oplog." + other + ".x",
        "audit.row",
        "$JS.ACK.KV_INBOX.thief.1.1.1.1.0",
        "$JS.FC.KV_INBOX.thief.x");
  }

  private static Stream<String> system() {
    return Stream.of(
        "$SYS.REQ.SERVER.PING",
        "$SYS.REQ.SERVER.PING.VARZ",
        "$SYS.REQ.SERVER.PING.CONNZ",
        "$SYS.REQ.ACCOUNT.PING.CONNZ",
        "$SYS.REQ.CLAIMS.UPDATE",
        "$SYS.REQ.CLAIMS.LIST",
        "$SYS.REQ.CLAIMS.DELETE",
        "$SYS.REQ.ACCOUNT.HUB.CLAIMS.LOOKUP",
        "$SYS.REQ.SERVER.X.RELOAD",
        "$SYS.REQ.SERVER.X.KICK",
        "$SYS.DEBUG.SUBSCRIBERS");
  }

  private static String directGet(String stream, String subject) {
    return "$JS.API.DIRECT.GET." + stream + "." + subject;
  }
}
