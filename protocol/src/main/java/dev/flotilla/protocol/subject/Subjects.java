// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.subject;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.resource.ResourceKey;

/**
 * Every subject that hub and agent use between them, and the names of the hub's streams behind some
 * of them.
 */
public final class Subjects {

  /** The hub's stream of inbox keys; its layout is that of a NATS key-value bucket named INBOX. */
  public static final String INBOX_STREAM = "KV_INBOX";

  public static final String INBOX_PREFIX = "$KV.INBOX.";
  public static final String EVENTS_STREAM = "FLEET_EVT";
  public static final String EVENTS = "fleet.v1.evt.>";
  public static final String HEARTBEATS = "fleet.v1.hb.*";
  public static final String SERVICES = "fleet.v1.svc.*.*";
  public static final String LIVE_PREFIX = "fleet.v1.live.";

  private static final String DIRECT_GET = "$JS.API.DIRECT.GET." + INBOX_STREAM + ".";

  private Subjects() {}

  /** The inbox key that holds the signed index of an agent's resources. */
  public static String inboxIndex(AgentId agent) {
    return INBOX_PREFIX + agent + ".index";
  }

  /** The inbox key of one resource. */
  public static String inbox(AgentId agent, ResourceKey key) {
    return INBOX_PREFIX + agent + "." + key.kind() + "." + key.namespace() + "." + key.name();
  }

  /** The inbox key of a page of an index. */
  public static String inboxPage(AgentId agent, Index.Page page) {
    return INBOX_PREFIX + agent + ".page." + page.name();
  }

  /** Every inbox key of an agent's index pages. */
  public static String inboxPages(AgentId agent) {
    return INBOX_PREFIX + agent + ".page.*";
  }

  /**
   * The request that reads the last value of one inbox key (ADR-31, subject-appended form, which
   * permissions can restrict).
   */
  public static String directGet(String inboxKey) {
    return DIRECT_GET + inboxKey;
  }

  /** Where the server republishes each write to the agent's inbox. */
  public static String live(AgentId agent) {
    return LIVE_PREFIX + agent + ".>";
  }

  /**
   * Where the hub queries an agent. No inbox key has so few tokens but {@code index}, so nothing
   * that is republished arrives here.
   */
  public static String query(AgentId agent) {
    return LIVE_PREFIX + agent + ".query";
  }

  /** Where an agent publishes events, acknowledged by JetStream; the kind is a lower-case token. */
  public static String event(AgentId agent, String kind) {
    return "fleet.v1.evt." + agent + "." + kind;
  }

  /** Core NATS, not stored. */
  public static String heartbeat(AgentId agent) {
    return "fleet.v1.hb." + agent;
  }

  /** A request of the agent to the hub. */
  public static String service(AgentId agent, Service verb) {
    return "fleet.v1.svc." + agent + "." + verb.token();
  }

  /**
   * The prefix of an agent's reply subjects; it may subscribe nothing else but its live subjects.
   */
  public static String replyPrefix(AgentId agent) {
    return "_INBOX_" + agent + ".";
  }

  /** Requests of an agent to the hub. */
  public enum Service {
    /** Re-sign the index and every document, and write them again. */
    SYNC,
    /** Issue a new certificate and user claim. */
    RENEW,
    /** Accept the answer to a query. */
    ANSWER,
    /** Return a part of a document's body. */
    BODY;

    public String token() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
