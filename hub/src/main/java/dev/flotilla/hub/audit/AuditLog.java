// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.audit;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.store.Append;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Publisher;
import dev.flotilla.hub.store.Reader;
import dev.flotilla.hub.store.StoreFull;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.hub.store.StoredMessage;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The append-only record of who did what, each row chained to the one before it. A row is written
 * with the expected last sequence of the stream, so that two hubs cannot both chain to the same
 * row; the stream itself denies deletion and purge.
 */
@StoreScoped
public final class AuditLog {
  private static final Logger LOG = Logger.getLogger(AuditLog.class);

  private final Publisher publisher;
  private final Reader reader;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Place last;

  // What the next row needs to know of the one before it.
  private record Place(long sequence, String hash) {
    static Place of(AuditRow row) {
      return new Place(row.entry().sequence(), row.hash());
    }
  }

  /** A record over this connection of the hub's account. */
  public AuditLog(Connection connection, Clock clock) throws IOException {
    this.publisher = new Publisher(connection);
    this.reader = new Reader(connection);
    this.clock = clock;
  }

  /**
   * Appends a row; returns when it is on disk.
   *
   * @throws StoreUnavailable when the record does not answer; the caller must then not act
   */
  public AuditRow append(AuditNote note) {
    lock.lock();
    try {
      while (true) {
        AuditRow row = chained(note, last == null ? readLast() : last);
        Append append =
            publisher.appendAfter(
                HubStreams.AUDIT_SUBJECT, Json.write(row), row.entry().sequence() - 1);
        last = append instanceof Append.Stored ? Place.of(row) : null;
        if (append instanceof Append.Stored) {
          return row;
        }
      }
    } catch (StoreUnavailable unknown) {
      // The row may be there or not: what is stored decides the next time.
      last = null;
      throw unknown;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records what is about to be done, then does it; if that fails, a second row records it.
   *
   * @param done the row that is on disk before the effect begins
   * @throws StoreUnavailable when the record does not answer, and then nothing was done; or when
   *     the effect did not come to an end
   */
  public <T> Answer<T> before(AuditNote done, Supplier<Answer<T>> effect) {
    append(done);
    try {
      Answer<T> answer = effect.get();
      if (answer instanceof Answer.Rejected<T>(var rejection)) {
        append(done.failed(rejection.problem()));
      }
      return answer;
    } catch (StoreFull full) {
      unfinished(done, full);
      throw full.halfway();
    } catch (RuntimeException failed) {
      unfinished(done, failed);
      throw failed;
    }
  }

  // Most often the store is away, and this row with it: then the first one is alone, and claims
  // more than was done rather than less.
  private void unfinished(AuditNote done, RuntimeException failed) {
    try {
      append(
          done.failed(
              new Problem(
                  Code.HUB_UNAVAILABLE, "It may have been executed partly, or not at all.", "")));
    } catch (StoreUnavailable away) {
      failed.addSuppressed(away);
    }
  }

  /**
   * Rows in order, as they are stored: an empty place is left out and an unreadable one is shown as
   * such, so that a reader finds the chain broken there.
   *
   * @param after sequence before the first row wanted; 0 for the beginning
   * @param limit most rows; fewer are the end of the record
   */
  public List<AuditRow> read(long after, int limit) {
    List<AuditRow> rows = new ArrayList<>();
    long last = reader.lastSequence(HubStreams.AUDIT);
    for (long place = after + 1; place <= last && rows.size() < limit; place++) {
      reader.at(HubStreams.AUDIT, place).map(AuditLog::shown).ifPresent(rows::add);
    }
    return rows;
  }

  private AuditRow chained(AuditNote note, Place before) {
    AuditEntry entry =
        new AuditEntry(
            before.sequence() + 1,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            note.actor(),
            note.action(),
            note.subject(),
            note.outcome(),
            note.code(),
            note.detail());
    return AuditRow.chain(entry, before.hash());
  }

  private Place readLast() {
    long sequence = reader.lastSequence(HubStreams.AUDIT);
    return sequence == 0
        ? new Place(0, AuditRow.GENESIS)
        : reader
            .at(HubStreams.AUDIT, sequence)
            .flatMap(AuditLog::inPlace)
            .map(Place::of)
            .orElseGet(() -> damaged(sequence));
  }

  // The record continues after a damaged row: damaging it must not prevent a revocation. It remains
  // the first bad row, since what follows claims no hash of it that a row could have.
  private static Place damaged(long sequence) {
    LOG.errorf("Audit row %d has been tampered with; run 'flotilla audit verify'", sequence);
    return new Place(sequence, AuditRow.GENESIS);
  }

  // What is chained to a row in another's place would never fit.
  private static Optional<AuditRow> inPlace(StoredMessage message) {
    return AuditRow.stored(message.data())
        .filter(row -> row.entry().sequence() == message.sequence());
  }

  private static AuditRow shown(StoredMessage message) {
    return AuditRow.stored(message.data())
        .orElseGet(() -> AuditRow.unreadable(message.sequence(), message.at()));
  }
}
