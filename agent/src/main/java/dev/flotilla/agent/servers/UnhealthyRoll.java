// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.servers.HealthVerdict.Permit;
import dev.flotilla.nats.health.Reason;
import dev.flotilla.protocol.Code;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the next server of a roll may restart although the servers are not healthy. A roll is
 * also how health returns: with a larger store, a corrected configuration, another certificate. It
 * may go on where that takes nothing that still works, and where it is waived. Pure.
 *
 * @param ordinal of the next server, which is on an earlier template
 * @param trouble what is not healthy
 * @param quorum which servers take part
 * @param store the limit of its file store as it runs; empty while that is not full
 * @param remedies what the document brings
 */
record UnhealthyRoll(
    int ordinal, Trouble trouble, Quorum quorum, OptionalLong store, Remedies remedies) {
  private static final long MEBIBYTE = 1 << 20;

  /**
   * Streams that are not current where a store is full: what the leader accepted does not fit.
   * Measured with 2.15.2: they stay so, and are well again after each server has restarted with a
   * larger limit.
   */
  private static final Set<String> OF_FULL_STORES =
      Set.of(Reason.ASSET_UNHEALTHY.name(), Reason.REPLICA_BEHIND.name());

  /**
   * Without a full store, a stream that is damaged or behind is not among these: it needs the
   * servers that have copies of it, and another template does not repair it. Nor is a server
   * without JetStream: restarted with a full disk, it could come back without streams that only it
   * has (nats-server#5382).
   */
  private static final Set<String> CURABLE =
      Stream.concat(
              Stream.of(
                      Reason.UNREACHABLE,
                      Reason.SERVERS_MISSING,
                      Reason.NO_META_LEADER,
                      Reason.META_GROUP_SIZE,
                      Reason.META_REPLICA_BEHIND,
                      Reason.SERVER_UNHEALTHY,
                      Reason.ROUTE_MISSING,
                      Reason.STORE_FULL,
                      Reason.PROBE_FAILED)
                  .map(Reason::name),
              Stream.of(Code.ACCOUNT_NOT_SERVED, Code.ROOTS_EXCHANGED).map(Code::name))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Why it may restart if the trouble is not one that passes by itself, such as an election, and
   * what that may cost; empty when it waits for health.
   */
  Optional<Permit> permit() {
    return largerStore()
        .or(
            () ->
                CURABLE.contains(trouble.code())
                    ? apart().or(this::lost).or(this::waived)
                    : none());
  }

  /** Nothing is stored before anyway; the meta group keeps its majority. */
  private Optional<Permit> largerStore() {
    boolean larger = store.isPresent() && remedies.fileStore() > store.getAsLong();
    return larger && onlyFull()
        ? Optional.of(
            new Permit(
                "its file store grows from %,d to %,d MiB"
                    .formatted(store.getAsLong() / MEBIBYTE, remedies.fileStore() / MEBIBYTE),
                "may interrupt reading from streams that a full server does not keep current"))
        : none();
  }

  /** Either everything but the room to store a message was verified, or streams do not recover. */
  private boolean onlyFull() {
    return trouble.code().equals(Reason.STORE_FULL.name())
        || (OF_FULL_STORES.contains(trouble.code()) && (quorum.led(ordinal) || quorum.lost()));
  }

  private Optional<Permit> apart() {
    return quorum.without(ordinal)
        ? Optional.of(
            new Permit(
                "the others have a majority without it",
                "interrupts its own clients, and streams that only it has"))
        : none();
  }

  private Optional<Permit> lost() {
    return quorum.lost()
        ? Optional.of(
            new Permit(
                "no majority of the servers has a meta leader that its restart could take away",
                "interrupts its own clients, and streams that only it has"))
        : none();
  }

  private Optional<Permit> waived() {
    return remedies.waived()
        ? Optional.of(
            new Permit(
                "the document waives ROLL_UNHEALTHY",
                "may interrupt all streams until a majority has restarted"))
        : none();
  }

  private static Optional<Permit> none() {
    return Optional.empty();
  }
}
