// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * JetStream as one server sees it (JSZ).
 *
 * @param disabled true when it runs without
 * @param metaGroup the group that places streams; null on a server alone, and while it does not
 *     know of one
 * @param streams streams with a replica on it
 * @param storedBytes bytes on disk
 */
public record JetStreamView(
    boolean disabled,
    @JsonProperty("meta_cluster") @Nullable MetaGroup metaGroup,
    int streams,
    @JsonProperty("storage") long storedBytes) {}
