// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.StreamName;
import java.util.List;
import java.util.Optional;

/**
 * What a restore does with one stream.
 *
 * @param chain archives that make the stream, the whole one first
 * @param target where it goes
 * @param account of the target
 * @param replaces whether a stream of that name is deleted first
 * @param finished whether an earlier attempt of this restore has restored it
 * @param refusal why it is not restored; empty when it is
 * @param warnings what follows from restoring it, sentences for a person
 */
record RestorePlan(
    List<SavedStream> chain,
    StreamName target,
    Task.Account account,
    boolean replaces,
    boolean finished,
    Optional<Refusal> refusal,
    List<String> warnings) {

  RestorePlan {
    chain = List.copyOf(chain);
    warnings = List.copyOf(warnings);
  }

  /** The same, refused. */
  RestorePlan refused(Refusal reason) {
    return new RestorePlan(
        chain, target, account, replaces, finished, Optional.of(reason), warnings);
  }

  /** Why a stream is not restored. */
  record Refusal(ResultCode code, String reason) {}

  /** The newest archive, whose configuration and consumers count. */
  SavedStream newest() {
    return chain.getLast();
  }

  /** Bytes to read. */
  long bytes() {
    return chain.stream().mapToLong(each -> each.archive().size()).sum();
  }
}
