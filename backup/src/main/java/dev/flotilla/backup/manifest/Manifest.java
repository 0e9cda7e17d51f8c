// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a set holds and what it does not: the truth about it, written last. Fields may be added;
 * readers pass over those they do not know.
 *
 * @param version of this shape
 * @param clusterUid of the NatsCluster, which tells a rebuilt cluster of the same name
 * @param started when the first stream was asked for
 * @param finished when the last object was stored
 * @param base id of the set that this one continues; null for a full one
 * @param recipients who can decrypt
 * @param document the NatsCluster document; null when it was not to be saved
 * @param keys claims and keys
 * @param serverVersions of all servers at the time, sorted
 * @param sha256 over all objects, as {@link Digests#ofAll} has it
 */
public record Manifest(
    int version,
    SetName set,
    String clusterUid,
    Instant started,
    Instant finished,
    SetKind kind,
    @Nullable String base,
    List<String> recipients,
    List<SavedStream> streams,
    List<NotSaved> notSaved,
    @Nullable SavedObject document,
    List<SavedObject> keys,
    List<String> serverVersions,
    String sha256) {
  /** The version that is written. */
  public static final int VERSION = 1;

  /** Keeps its own lists, and checks what an incremental set needs. */
  public Manifest {
    recipients = Lists.of(recipients);
    streams = Lists.of(streams);
    notSaved = Lists.of(notSaved);
    keys = Lists.of(keys);
    serverVersions = Lists.of(serverVersions);
    if ((kind == SetKind.INCREMENTAL) != (base != null)) {
      throw new IllegalArgumentException("an incremental set has a base, a full one none");
    }
    if (base != null && !SetId.isOne(base)) {
      throw new IllegalArgumentException("not the id of a set: '" + base + "'");
    }
  }

  /** All objects of the set but its manifest and records. */
  public List<SavedObject> objects() {
    return Stream.of(
            streams.stream().map(SavedStream::object), Stream.ofNullable(document), keys.stream())
        .flatMap(each -> each)
        .toList();
  }

  /** The same with the sum over its objects. */
  public Manifest summed() {
    return new Manifest(
        version,
        set,
        clusterUid,
        started,
        finished,
        kind,
        base,
        recipients,
        streams,
        notSaved,
        document,
        keys,
        serverVersions,
        Digests.ofAll(objects()));
  }
}
