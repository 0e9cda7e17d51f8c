// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finished set, without its streams: catalogues hold many.
 *
 * @param base id of the set that it continues
 * @param messages of all streams
 * @param bytes as stored
 * @param notSaved number of entries
 */
public record SetSummary(
    SetName name,
    String clusterUid,
    SetKind kind,
    @Nullable String base,
    Instant started,
    Instant finished,
    int streams,
    long messages,
    long bytes,
    int notSaved) {
  static SetSummary of(Manifest manifest) {
    return new SetSummary(
        manifest.set(),
        manifest.clusterUid(),
        manifest.kind(),
        manifest.base(),
        manifest.started(),
        manifest.finished(),
        manifest.streams().size(),
        manifest.streams().stream().mapToLong(stream -> stream.messages().count()).sum(),
        manifest.objects().stream().mapToLong(SavedObject::size).sum(),
        manifest.notSaved().size());
  }
}
