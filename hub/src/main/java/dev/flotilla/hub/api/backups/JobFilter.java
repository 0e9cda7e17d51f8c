// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.backups;

import dev.flotilla.hub.backup.Jobs;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which backups or restores a list has.
 *
 * @param member name or id of the agent; null for all
 * @param namespace in the member; null for all
 * @param cluster name of the NatsCluster; null for all
 */
record JobFilter(@Nullable String member, @Nullable String namespace, @Nullable String cluster)
    implements Predicate<Jobs.Known> {
  @Override
  public boolean test(Jobs.Known known) {
    return (member == null
            || member.equals(known.agent().member())
            || member.equals(known.agent().id().value()))
        && (namespace == null || namespace.equals(known.key().namespace()))
        && (cluster == null || cluster.equals(known.cluster()));
  }
}
