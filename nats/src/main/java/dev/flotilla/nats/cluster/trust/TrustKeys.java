// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.trust;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * Public halves of the keys with which a NatsCluster signs its users of three accounts.
 *
 * @param system for the system account
 * @param probe for the account for probes
 * @param application for the account for applications
 */
public record TrustKeys(
    @JsonPropertyDescription("Public signing key for users of SYS") String system,
    @JsonPropertyDescription("Public signing key for users of FLOTILLA_PROBE") String probe,
    @JsonPropertyDescription("Public signing key for users of APP") String application) {
  List<String> all() {
    return List.of(system, probe, application);
  }
}
