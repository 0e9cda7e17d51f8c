// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

/**
 * The stable codes of guard rails. The names are part of the API; a waivable one may stand in
 * {@code spec.waivers}.
 */
public enum FindingCode {
  /** The document is for another kind or another version of the API. */
  WRONG_KIND(false),
  /**
   * A field that NatsCluster does not have: a typing error would otherwise change nothing in
   * silence.
   */
  UNKNOWN_FIELD(false),
  /** A required field is absent. */
  MISSING_FIELD(false),
  /** A value of another JSON type than the field's. */
  WRONG_TYPE(false),
  /** The right type, but not one of the values that the field takes. */
  BAD_VALUE(false),
  /** A name that is no DNS label of at most 40 characters. */
  BAD_NAME(false),
  /** Fewer than 1 or more than 9 servers. */
  REPLICAS_OUT_OF_RANGE(false),
  /** An even number of servers tolerates no more failures than one server less. */
  EVEN_REPLICAS(true),
  /** Not a Kubernetes quantity. */
  BAD_QUANTITY(false),
  /** A volume, memory or CPU of zero or less. */
  SIZE_NOT_POSITIVE(false),
  /** Kubernetes refuses pods that request more than their limit. */
  REQUEST_ABOVE_LIMIT(false),
  /** More than one source of the servers' certificate, or none. */
  CERTIFICATE_AMBIGUOUS(false),
  /** A setting of a listener's TLS while that listener speaks plain text. */
  TLS_LISTENER_OFF(false),
  /** Clients must show a certificate, and nobody issues any. */
  CLIENTS_WITHOUT_CERTIFICATE(false),
  /** What stands beside the servers has no certificate to show, and clients must. */
  ADDON_WITHOUT_CERTIFICATE(false),
  /** Clients or servers without TLS, under the profile that promises it. */
  TLS_OFF(true),
  /** Some ports speak TLS and others were told not to. */
  TLS_IN_PART(true),
  /** Servers of another cluster do not know an authority that certifies this one only. */
  GATEWAY_AUTHORITY_UNKNOWN(true),
  /** An Ingress that is not told so connects without TLS. */
  INGRESS_TO_TLS(true),
  /** Everybody is let in, outside development. */
  AUTH_OFF(true),
  /** Passwords are sent over the network in plain text. */
  PASSWORD_IN_CLEAR(true),
  /** A user who may do everything in its account, outside development. */
  PERMISSIONS_WIDE(true),
  /** Something secret where a NatsCluster has a reference. */
  PASSWORD_IN_DOCUMENT(false),
  /** The private half of a key where the public one belongs. */
  SEED_IN_DOCUMENT(false),
  /** One token for everybody cannot stand beside accounts, and so not beside the agent's own. */
  TOKEN_UNSUPPORTED(false),
  /** A user without a key and a password, or with both. */
  USER_WITHOUT_SECRET(false),
  /** Users in a mode that does not take them from the document. */
  USERS_BY_MODE(false),
  /** A trust is that in an operator, whom servers of this mode do not have. */
  TRUST_NEEDS_OPERATOR(false),
  /** NACK logs in with claims, which only servers of an operator understand. */
  NACK_NEEDS_OPERATOR(false),
  /** A nats-server version of a line that the catalogue does not have. */
  UNKNOWN_VERSION(true),
  /** A patch of a known line that the catalogue does not list: nothing was tested with it. */
  UNLISTED_VERSION(true),
  /** A label that Flotilla sets itself. */
  RESERVED_LABEL(false),
  /** A setting of the raw configuration that Flotilla answers for. */
  RESERVED_SETTING(false),
  /** Streams may fill more than the volume holds. */
  STORE_ABOVE_VOLUME(false),
  /** A volume that is too small for streams. */
  VOLUME_TOO_SMALL(true),
  /** Streams in memory may take more than the kernel lets the server have: it is killed. */
  MEMORY_STORE_ABOVE_LIMIT(true),
  /** One server becomes several, and its streams are not theirs; only running servers can tell. */
  STANDALONE_STREAMS(true),
  /** One server under the profile that promises durability. */
  PRODUCTION_SINGLE_SERVER(true),
  /** Servers that must stand on nodes of their own, and fewer nodes; only a plan can tell. */
  SPREAD_IMPOSSIBLE(true),
  /** A stream that stores every message of its account; only a running cluster can tell. */
  STREAM_CAPTURES_ALL(true),
  /** A stream on one server under the profile that promises durability; as before. */
  STREAM_WITHOUT_REPLICAS(true),
  /** Servers without a memory limit, outside development: one of them can take a node down. */
  NO_MEMORY_LIMIT(true),
  /** A PodMonitor for figures that nobody offers. */
  MONITOR_WITHOUT_METRICS(false),
  /** Published advisories against this release have no fix in it. */
  BELOW_SECURITY_FLOOR(true),
  /** Two listeners on one port. */
  PORT_TAKEN(false),
  /**
   * Behind an Ingress that terminates TLS, the origin of a page never matches what the server sees.
   */
  SAME_ORIGIN_BEHIND_TLS(true),
  /** MQTT keeps its sessions in streams. */
  MQTT_WITHOUT_JETSTREAM(false),
  /** NACK makes streams. */
  NACK_WITHOUT_JETSTREAM(false),
  /** Something secret in an address, which would stand in a ConfigMap. */
  SECRET_IN_URL(false),
  /**
   * Two JetStreams that leaf nodes connect answer for each other unless domains tell them apart.
   */
  LEAF_NODES_WITHOUT_DOMAIN(true),
  /** JetStream of a server with a gateway is clustered, and one server alone is no cluster. */
  GATEWAY_WITHOUT_CLUSTER(false),
  /** Messages pass a gateway only between clusters that trust one operator. */
  GATEWAY_NEEDS_ONE_TRUST(true),
  /** Servers that join others could form a JetStream of their own first. */
  GATEWAY_ADDRESSES_FEW(true),
  /** Clusters that share a trust and are not joined exchange nothing. */
  TRUST_WITHOUT_GATEWAY(true),
  /** A home of others that has a home itself, or claims of none. */
  TRUST_AMBIGUOUS(false),
  /** Servers of joined clusters must not have the same names. */
  TRUST_SAME_NAME(false),
  /** Claims that no operator has signed, or another, or for something else. */
  TRUST_CLAIMS_INVALID(false),
  /** An address for a listener that is off. */
  EXPOSED_WITHOUT_LISTENER(false),
  /** One of two kinds of clients would hear addresses of pods. */
  ADVERTISED_IN_PART(false),
  /** A waiver for a code that does not exist or cannot be waived. */
  UNKNOWN_WAIVER(false);

  private final boolean waivable;

  FindingCode(boolean waivable) {
    this.waivable = waivable;
  }

  /** Whether {@code spec.waivers} may name this code. */
  public boolean waivable() {
    return waivable;
  }
}
