// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the hub may know about a NatsCluster: no message, no private key, no credential.
 *
 * @param namespace where it is
 * @param name what it is called
 * @param managedBy {@code hub} or {@code local}
 * @param revision of the hub's document that this state answers; 0 when managed locally
 * @param generation of the resource that this state answers
 * @param ready whether it was verified healthy
 * @param reason the stable reason of the Ready condition, such as {@code VerifiedHealthy}
 * @param message a sentence for a person
 * @param version the nats-server version that every server runs
 * @param servers how many there should be, and how many are ready
 * @param access how a client reaches it; null until there is something to reach
 * @param trust what the other side of a shared trust needs, all of it public; null without one
 * @param waived the codes of the guard rails that its spec waives
 * @param warnings the codes of the guard rails that it breaks without being stopped
 * @param deleted whether it is gone
 * @param at the agent's clock
 */
public record NatsClusterReport(
    String namespace,
    String name,
    String managedBy,
    long revision,
    long generation,
    boolean ready,
    String reason,
    String message,
    String version,
    Servers servers,
    @Nullable Access access,
    @Nullable Trust trust,
    List<String> waived,
    List<String> warnings,
    boolean deleted,
    Instant at) {

  public NatsClusterReport {
    waived = List.copyOf(waived);
    // Reports of earlier versions have none.
    warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
  }

  /** The report that follows once the NatsCluster was deleted. */
  public NatsClusterReport gone(Instant seen) {
    return new NatsClusterReport(
        namespace,
        name,
        managedBy,
        revision,
        generation,
        false,
        "Deleted",
        "the NatsCluster was deleted",
        version,
        new Servers(0, 0),
        null,
        null,
        List.of(),
        List.of(),
        true,
        seen);
  }

  /** How many servers there should be, and how many are ready. */
  public record Servers(int desired, int ready) {}

  /**
   * How a client reaches the NatsCluster.
   *
   * @param url as seen inside the member, such as {@code nats://orders.nats.svc:4222} or {@code
   *     tls://orders.nats.svc:4222}
   * @param secret the Secret in the same namespace that holds the credentials; null where everybody
   *     is let in
   * @param key the key in that Secret: {@code user.creds} with claims and their key, {@code
   *     user.nk} with a key, or {@code password} beside {@code username}; null without a Secret
   * @param authority by what the servers' certificate is judged; null without TLS
   */
  public record Access(
      String url, @Nullable String secret, @Nullable String key, @Nullable Authority authority) {}

  /**
   * The roots for TLS.
   *
   * @param secret the Secret in the same namespace that holds them
   * @param key the key in that Secret
   * @param clientCertificate whether a client must show a certificate that they have signed
   */
  public record Authority(String secret, String key, boolean clientCertificate) {}

  /**
   * What the other side of a shared trust needs.
   *
   * @param keys what a home must sign for this NatsCluster; null at a home
   * @param claims what this home has signed, and every server of it has; null elsewhere
   */
  public record Trust(@Nullable Keys keys, @Nullable Claims claims) {}

  /**
   * Public keys that sign users.
   *
   * @param system of the system account
   * @param probe of the account for probes
   * @param application of the account for applications
   */
  public record Keys(String system, String probe, String application) {}

  /**
   * Signed claims.
   *
   * @param operator of the operator
   * @param system of the system account
   * @param probe of the account for probes
   * @param application of the account for applications
   */
  public record Claims(String operator, String system, String probe, String application) {}
}
