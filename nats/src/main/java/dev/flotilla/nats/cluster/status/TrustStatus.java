// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.trust.TrustClaims;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import org.jspecify.annotations.Nullable;

/**
 * Data for the other side of a shared operator. All of it is public.
 *
 * @param keys of a cluster that trusts another's operator: what the home must sign; else null
 * @param claims of the home: what every server of it has; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrustStatus(
    @JsonPropertyDescription("Copy to spec.trust.members of the home") @Nullable TrustKeys keys,
    @JsonPropertyDescription("Copy to spec.trust.claims of the members")
        @Nullable TrustClaims claims) {}
