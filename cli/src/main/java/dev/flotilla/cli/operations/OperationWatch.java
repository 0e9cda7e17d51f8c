// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Failure.Complaint;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.OperationView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one operation to its end and writes each change to stderr. */
public final class OperationWatch {
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  /** Three times the hub's keep-alive interval, since a dead connection is silent. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private final HubClient hub;
  private final Session session;
  private final Duration silence;
  private String lastLine = "";

  /** Prepares to follow; nothing is sent yet. */
  public OperationWatch(HubClient hub, Session session) {
    this(hub, session, SILENCE);
  }

  /**
   * The same.
   *
   * @param silence after which a connection counts as dead
   */
  public OperationWatch(HubClient hub, Session session, Duration silence) {
    this.hub = hub;
    this.session = session;
    this.silence = silence;
  }

  /**
   * Returns the document of the ended operation. It waits for a hub that becomes unavailable
   * meanwhile.
   *
   * @throws Failure with {@link ExitCode#TIMED_OUT} after {@code timeout}; the operation goes on
   */
  public JsonNode untilEnded(String id, Duration timeout) {
    InstantSource clock = session.clock();
    Instant start = clock.instant();
    Instant deadline = start.plus(timeout);
    OperationEvents events = new OperationEvents(hub, id);
    events.open(Duration.ZERO);
    while (true) {
      Duration left = Duration.between(clock.instant(), deadline);
      if (!left.isPositive()) {
        throw timedOut(id, timeout);
      }
      Duration patience = left.compareTo(silence) < 0 ? left : silence;
      switch (events.next(patience)) {
        case OperationEvents.Changed(JsonNode document) -> {
          OperationView view = Views.read(document, OperationView.class);
          print(view, Duration.between(start, clock.instant()));
          if (view.ended()) {
            return document;
          }
        }
        case OperationEvents.Broken(@Nullable Failure why) -> reopen(events, why);
        case OperationEvents.Alive() -> {}
        case OperationEvents.Silence() -> {
          if (patience.equals(left)) {
            throw timedOut(id, timeout);
          }
          // Late events of the old connection are dropped.
          events = new OperationEvents(hub, id);
          events.open(Duration.ZERO);
        }
      }
    }
  }

  private void reopen(OperationEvents events, @Nullable Failure why) {
    if (why != null && why.complaint().exitCode() == ExitCode.REFUSED) {
      throw why;
    }
    events.open(RECONNECT);
  }

  private void print(OperationView view, Duration elapsed) {
    String line = ProgressLine.of(view, elapsed);
    String words = line.substring(line.indexOf(view.state()));
    if (!words.equals(lastLine)) {
      session.terminal().err().println(line);
      lastLine = words;
    }
  }

  private static Failure timedOut(String id, Duration timeout) {
    return new Failure(
        new Complaint(
            ExitCode.TIMED_OUT,
            "Operation %s did not end within %s; it continues".formatted(id, Ages.span(timeout)),
            "Follow it with 'flotilla ops watch " + id + "'.",
            List.of()));
  }
}
