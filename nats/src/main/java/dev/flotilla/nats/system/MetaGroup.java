// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Raft group of all servers that decides where streams live.
 *
 * @param leader name of the leading server; null or empty while there is none
 * @param size number of servers in the group, gone ones included until they are removed
 * @param replicas the other members as the answering server sees them; only the leader knows how
 *     current they are
 */
public record MetaGroup(
    @Nullable String leader, @JsonProperty("cluster_size") int size, List<MetaReplica> replicas) {
  public MetaGroup {
    replicas = List.copyOf(Objects.requireNonNullElse(replicas, List.of()));
  }

  /** True when a leader is known. */
  public boolean hasLeader() {
    return leader != null && !leader.isEmpty();
  }
}
