// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

/**
 * The stable codes of findings. The names are part of the API; {@code spec.waivers} may list a
 * waivable one.
 */
public enum FindingCode {
  /** The document has another kind or another API version. */
  WRONG_KIND(false),
  /** A field that the kind does not have: a typo would otherwise be ignored silently. */
  UNKNOWN_FIELD(false),
  /** A required field is absent. */
  MISSING_FIELD(false),
  /** A value of another JSON type than the field's. */
  WRONG_TYPE(false),
  /** The right type, but not a value that the field accepts. */
  BAD_VALUE(false),
  /** The name is not a DNS label of at most 40 characters. */
  BAD_NAME(false),
  /** Fewer than 1 or more than 9 servers. */
  REPLICAS_OUT_OF_RANGE(false),
  /** An even number of servers tolerates no more failures than one server less. */
  EVEN_REPLICAS(true),
  /** Not a Kubernetes quantity. */
  BAD_QUANTITY(false),
  /** A volume, memory or CPU of zero or less. */
  SIZE_NOT_POSITIVE(false),
  /** Kubernetes rejects pods that request more than their limit. */
  REQUEST_ABOVE_LIMIT(false),
  /** More than one source of the servers' certificate, or none. */
  CERTIFICATE_AMBIGUOUS(false),
  /** A TLS setting of a listener that does not use TLS. */
  TLS_LISTENER_OFF(false),
  /** Clients must present a certificate, and none is issued. */
  CLIENTS_WITHOUT_CERTIFICATE(false),
  /** Clients must present a certificate, and the add-ons have none. */
  ADDON_WITHOUT_CERTIFICATE(false),
  /** TLS is off for clients or routes, with the profile that promises it. */
  TLS_OFF(true),
  /** TLS is disabled on some ports and enabled on others. */
  TLS_IN_PART(true),
  /** The CA of this cluster is unknown to servers of other clusters. */
  GATEWAY_AUTHORITY_UNKNOWN(true),
  /** By default, an Ingress connects to its backend without TLS. */
  INGRESS_TO_TLS(true),
  /** Authentication is off outside development. */
  AUTH_OFF(true),
  /** Passwords are sent over the network in plain text. */
  PASSWORD_IN_CLEAR(true),
  /** A user without restrictions in its account, outside development. */
  PERMISSIONS_WIDE(true),
  /** A secret in the document instead of a reference to a Secret. */
  PASSWORD_IN_DOCUMENT(false),
  /** A private key in a field for a public key. */
  SEED_IN_DOCUMENT(false),
  /** nats-server does not support a token together with accounts, and the agent needs its own. */
  TOKEN_UNSUPPORTED(false),
  /** A user with neither an NKey nor a password, or with both. */
  USER_WITHOUT_SECRET(false),
  /** Static users in a mode that does not support them. */
  USERS_BY_MODE(false),
  /** Trust is shared through an operator, and servers of this mode have none. */
  TRUST_NEEDS_OPERATOR(false),
  /** NACK authenticates with a JWT, which only servers with an operator accept. */
  NACK_NEEDS_OPERATOR(false),
  /** A nats-server version of a line that the catalogue does not have. */
  UNKNOWN_VERSION(true),
  /** A patch of a known line that the catalogue does not list: nothing was tested with it. */
  UNLISTED_VERSION(true),
  /** A label that is managed by Flotilla. */
  RESERVED_LABEL(false),
  /** A raw setting that is managed by Flotilla. */
  RESERVED_SETTING(false),
  /** The storage limit exceeds the volume. */
  STORE_ABOVE_VOLUME(false),
  /** A volume that is too small for streams. */
  VOLUME_TOO_SMALL(true),
  /** Memory streams may exceed the memory limit, so the server can be OOM-killed. */
  MEMORY_STORE_ABOVE_LIMIT(true),
  /** Streams or consumers use features that an older version does not support. */
  FEATURES_IN_USE(true),
  /** Streams in the memory of one server lose their messages when it restarts for a version. */
  MEMORY_STREAMS(true),
  /**
   * Streams of a single server are not available to a cluster; only checked against running
   * servers.
   */
  STANDALONE_STREAMS(true),
  /**
   * Servers that are not healthy do not restart for a change; only checked against running servers.
   */
  ROLL_UNHEALTHY(true),
  /** A single server, with the profile that promises durability. */
  PRODUCTION_SINGLE_SERVER(true),
  /** A required spread over more nodes than there are; only checked by a plan. */
  SPREAD_IMPOSSIBLE(true),
  /**
   * A stream that captures every message of its account; only checked against a running cluster.
   */
  STREAM_CAPTURES_ALL(true),
  /** A stream without replicas, with the profile that promises durability; checked likewise. */
  STREAM_WITHOUT_REPLICAS(true),
  /** Servers without a memory limit, outside development: one of them can take a node down. */
  NO_MEMORY_LIMIT(true),
  /** A PodMonitor without a metrics endpoint. */
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
  /** NACK manages streams. */
  NACK_WITHOUT_JETSTREAM(false),
  /** Credentials in a URL, which would be stored in a ConfigMap. */
  SECRET_IN_URL(false),
  /** JetStreams that are connected by leaf nodes need domains to be distinguished. */
  LEAF_NODES_WITHOUT_DOMAIN(true),
  /** With a gateway, JetStream runs clustered, which a single server does not support. */
  GATEWAY_WITHOUT_CLUSTER(false),
  /** Gateways only work between clusters with the same operator. */
  GATEWAY_NEEDS_ONE_TRUST(true),
  /** Servers that join a supercluster could elect their own meta leader first. */
  GATEWAY_ADDRESSES_FEW(true),
  /** A shared operator without gateways has no effect. */
  TRUST_WITHOUT_GATEWAY(true),
  /** Members of a cluster that is a member itself, or claims without a home. */
  TRUST_AMBIGUOUS(false),
  /** Servers of joined clusters must not have the same names. */
  TRUST_SAME_NAME(false),
  /** Claims that are unsigned, signed by another operator, or for another purpose. */
  TRUST_CLAIMS_INVALID(false),
  /** An exposed or advertised listener that is disabled. */
  EXPOSED_WITHOUT_LISTENER(false),
  /**
   * Only one of two kinds of clients gets an advertised address; the other would receive pod
   * addresses.
   */
  ADVERTISED_IN_PART(false),
  /** A recipient to which this version cannot encrypt. */
  RECIPIENT_INVALID(false),
  /** A backup or a restore with two stores, or with none. */
  STORAGE_AMBIGUOUS(false),
  /** Reading a set back needs the identity that decrypts it. */
  IDENTITY_MISSING(false),
  /** A waiver for an unknown code, or for one that cannot be waived. */
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
