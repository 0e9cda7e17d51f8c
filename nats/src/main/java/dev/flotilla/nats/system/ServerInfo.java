// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who answered: the {@code server} object of every system answer (nats-server {@code events.go},
 * ServerInfo).
 *
 * @param name the server's name, for Flotilla the pod's
 * @param id its public key; new at each start
 * @param version such as {@code 2.15.2}
 * @param cluster name of its cluster; null for a server alone
 * @param jetStream whether it runs JetStream
 */
public record ServerInfo(
    String name,
    String id,
    @JsonProperty("ver") String version,
    @Nullable String cluster,
    @JsonProperty("jetstream") boolean jetStream) {}
