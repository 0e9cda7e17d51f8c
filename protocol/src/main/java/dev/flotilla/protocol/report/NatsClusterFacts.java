// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a {@link ResourceReport} about a NatsCluster.
 *
 * @param version the nats-server version that every server runs; empty while they differ
 * @param servers how many there should be, and how many are ready
 * @param access how a client reaches it; null until there is something to reach
 * @param trust data for the other side of a shared trust, all of it public; null without one
 * @param waived the codes of the guard rails that its spec waives
 * @param warnings the codes of the guard rails that it violates as warnings
 */
public record NatsClusterFacts(
    String version,
    Servers servers,
    @Nullable Access access,
    @Nullable Trust trust,
    List<String> waived,
    List<String> warnings) {

  /** The facts of a deleted NatsCluster. */
  public static final NatsClusterFacts NONE =
      new NatsClusterFacts("", new Servers(0, 0), null, null, List.of(), List.of());

  public NatsClusterFacts {
    waived = List.copyOf(Objects.requireNonNullElse(waived, List.of()));
    warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
  }

  /** How many servers there should be, and how many are ready. */
  public record Servers(int desired, int ready) {}

  /**
   * How a client reaches the NatsCluster.
   *
   * @param url as seen inside the member, such as {@code nats://orders.nats.svc:4222} or {@code
   *     tls://orders.nats.svc:4222}
   * @param secret the Secret in the same namespace that holds the credentials; null if
   *     authentication is off
   * @param key the key in that Secret: {@code user.creds} with claims and their key, {@code
   *     user.nk} with a key, or {@code password} next to {@code username}; null without a Secret
   * @param authority CA that verifies the servers' certificate; null without TLS
   */
  public record Access(
      String url, @Nullable String secret, @Nullable String key, @Nullable Authority authority) {}

  /**
   * The roots for TLS.
   *
   * @param secret the Secret in the same namespace that holds them
   * @param key the key in that Secret
   * @param clientCertificate whether clients must present a certificate that they have signed
   */
  public record Authority(String secret, String key, boolean clientCertificate) {}

  /**
   * Data for the other side of a shared trust.
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
