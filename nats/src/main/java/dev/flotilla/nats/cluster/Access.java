// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.authentication.Resolver;
import dev.flotilla.nats.cluster.exposure.Advertise;
import dev.flotilla.nats.cluster.exposure.Exposure;
import dev.flotilla.nats.cluster.tls.ServerTls;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import dev.flotilla.nats.document.Section;
import org.jspecify.annotations.Nullable;

/**
 * How clients and other clusters reach the servers, and how they authenticate.
 *
 * @param trust operator of the servers, and the clusters that share it
 * @param exposure Service for clients outside Kubernetes; null for none
 * @param authentication authentication of clients
 * @param resolver volume of the account resolver
 * @param tls which ports use TLS, and the certificate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Access(
    @JsonPropertyDescription("Shared operator of a supercluster") SharedTrust trust,
    @JsonPropertyDescription("Service for clients outside Kubernetes") @Nullable Exposure exposure,
    @JsonPropertyDescription("Authentication of clients") Authentication authentication,
    @JsonPropertyDescription("Volume of the account resolver") Resolver resolver,
    @JsonPropertyDescription("TLS of the servers; off if absent; {} enables it") ServerTls tls) {
  /** Reads it from a spec. */
  public static Access read(Section spec) {
    return new Access(
        SharedTrust.read(spec.section("trust")),
        spec.has("exposure") ? Exposure.read(spec.section("exposure")) : null,
        Authentication.read(spec.section("authentication")),
        Resolver.read(spec.section("resolver")),
        ServerTls.read(spec, "tls"));
  }

  /** Addresses that the servers advertise. */
  public Advertise advertise() {
    return exposure == null ? Advertise.NOTHING : exposure.advertise();
  }
}
