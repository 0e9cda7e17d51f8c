// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.resource;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of resource that this build knows, one row each. A key of another kind comes from a
 * newer hub: an agent refuses it and goes on with the rest.
 */
public enum ResourceKind {
  /**
   * The catalogue of nats-server releases, one for all members: what judges a NatsCluster comes
   * before it.
   */
  CATALOGUE("catalogue", "Catalogue", "catalogues", 10),
  /** The desired state of one set of NATS servers. */
  NATS_CLUSTER("natscluster", "NatsCluster", "natsclusters", 100),
  /** One backup of a NatsCluster, which leaves a set in a store. */
  NATS_BACKUP("natsbackup", "NatsBackup", "natsbackups", 200),
  /** Streams of a set, brought back into a NatsCluster. */
  NATS_RESTORE("natsrestore", "NatsRestore", "natsrestores", 210),
  /** A request to do something, and the journal of it. */
  NATS_OPERATION("natsoperation", "NatsOperation", "natsoperations", 900);

  /** Between desired state and operations, whatever a newer hub means by it. */
  private static final int UNKNOWN_RANK = 500;

  private final String token;
  private final String kind;
  private final String plural;
  private final int rank;

  ResourceKind(String token, String kind, String plural, int rank) {
    this.token = token;
    this.kind = kind;
    this.plural = plural;
    this.rank = rank;
  }

  /** Its token in subjects and keys, such as {@code natscluster}. */
  public String token() {
    return token;
  }

  /** The kind as manifests say it, such as {@code NatsCluster}. */
  public String kind() {
    return kind;
  }

  /** The plural of the Kubernetes API, such as {@code natsclusters}. */
  public String plural() {
    return plural;
  }

  /** A key of this kind. */
  public ResourceKey key(String namespace, String name) {
    return new ResourceKey(token, namespace, name);
  }

  /** Whether a key is of this kind. */
  public boolean names(ResourceKey key) {
    return key.kind().equals(token);
  }

  /** The kind of a key; empty for one that this build does not know. */
  public static Optional<ResourceKind> of(ResourceKey key) {
    return Arrays.stream(values()).filter(kind -> kind.names(key)).findFirst();
  }

  /**
   * Where a key comes in the order of admission, lowest first: desired state before the operations
   * that await it, whatever the kinds are called.
   */
  public static int rank(ResourceKey key) {
    return of(key).map(kind -> kind.rank).orElse(UNKNOWN_RANK);
  }
}
