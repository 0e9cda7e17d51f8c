// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import dev.flotilla.backup.storage.ObjectKeys;

/**
 * What a set is called: whose it is, and when it was started.
 *
 * @param id as {@link SetId} has them
 */
public record SetName(String member, String namespace, String cluster, String id) {
  /** Checks that each is a part of a key. */
  public SetName {
    for (String part : new String[] {member, namespace, cluster}) {
      if (!ObjectKeys.isSegment(part)) {
        throw new IllegalArgumentException("not a part of a set's name: '" + part + "'");
      }
    }
    if (!SetId.isOne(id)) {
      throw new IllegalArgumentException("not the id of a set: '" + id + "'");
    }
  }

  /** Another set of the same cluster. */
  public SetName sibling(String otherId) {
    return new SetName(member, namespace, cluster, otherId);
  }

  @Override
  public String toString() {
    return String.join("/", member, namespace, cluster, id);
  }
}
