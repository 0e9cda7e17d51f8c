// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one server runs with (VARZ).
 *
 * @param id its public key; new at each start
 * @param version such as {@code 2.15.2}
 * @param startedAt when its process began
 * @param configurationLoadedAt when it last read its configuration
 * @param configurationDigest {@code sha256:…} of the configuration it read; null where it was given
 *     none. Does not cover the content of certificate files.
 */
public record ServerVariables(
    @JsonProperty("server_id") String id,
    String version,
    @JsonProperty("start") Instant startedAt,
    @JsonProperty("config_load_time") Instant configurationLoadedAt,
    @JsonProperty("config_digest") @Nullable String configurationDigest) {}
