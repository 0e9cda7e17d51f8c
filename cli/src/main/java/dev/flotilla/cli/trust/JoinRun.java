// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.trust;

import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Failure.Complaint;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.Reply;
import dev.flotilla.cli.operations.OperationWatch;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.api.OperationView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes one step after the other, and looks at both NatsClusters before each. */
final class JoinRun {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final HubClient hub;
  private final Session session;
  private final Instant deadline;
  private String lastWords = "";

  JoinRun(HubClient hub, Session session, Instant deadline) {
    this.hub = hub;
    this.session = session;
    this.deadline = deadline;
  }

  /** Prints what would be done next. */
  ExitCode preview(NatsClusterView guest, NatsClusterView host) {
    session
        .terminal()
        .out()
        .println(
            switch (next(guest, host)) {
              case JoinStep.Deploy step ->
                  "Would deploy " + step.to().address() + ", which then " + step.words();
              case JoinStep.Await(_, var words) -> "Would wait until " + words;
              case JoinStep.Done() -> done(guest, host);
            });
    return ExitCode.DONE;
  }

  ExitCode join(NatsClusterView guest, NatsClusterView host) {
    while (true) {
      switch (next(guest, host)) {
        case JoinStep.Deploy step -> {
          OperationView operation = deploy(step);
          if (step.last()) {
            return follow(operation, guest, host);
          }
        }
        case JoinStep.Await(var by, var words) -> await(by, words);
        case JoinStep.Done() -> {
          session.terminal().out().println(done(guest, host));
          return ExitCode.DONE;
        }
      }
    }
  }

  private JoinStep next(NatsClusterView guest, NatsClusterView host) {
    return JoinStep.next(side(guest), side(host));
  }

  private JoinStep.Side side(NatsClusterView view) {
    return new JoinStep.Side(
        Views.read(hub.get(Address.path(view)), NatsClusterView.class),
        hub.get(Address.path(view) + "/document"));
  }

  private OperationView deploy(JoinStep.Deploy step) {
    Reply reply = hub.put(Address.path(step.to()), step.document(), Optional.empty());
    OperationView operation = Views.read(reply.body(), OperationView.class);
    report("Operation %s: %s %s".formatted(operation.id(), operation.address(), step.words()));
    return operation;
  }

  /** The first ones wait for each other; only the last one ends with servers that run. */
  private ExitCode follow(OperationView operation, NatsClusterView guest, NatsClusterView host) {
    Duration left = Duration.between(session.clock().instant(), deadline);
    OperationView ended =
        operation.ended()
            ? operation
            : Views.read(
                new OperationWatch(hub, session).untilEnded(operation.id(), left),
                OperationView.class);
    session
        .terminal()
        .out()
        .println(
            ExitCode.of(ended) == ExitCode.DONE
                ? done(guest, host)
                : ended.address() + " " + ended.state() + ": " + ended.message());
    return ExitCode.of(ended);
  }

  private void await(NatsClusterView by, String words) {
    stopIfFailed(by.lastOperation());
    report("Waiting until " + words);
    if (!session.clock().instant().isBefore(deadline)) {
      throw new Failure(
          new Complaint(
              ExitCode.TIMED_OUT,
              "Timed out waiting until " + words,
              "Nothing is lost. Check 'flotilla status' and repeat the command.",
              List.of()));
    }
    session.pause().accept(LOOK_AGAIN);
  }

  /** An agent that refused a document does not do its part. */
  private static void stopIfFailed(@Nullable OperationView last) {
    if (last != null && last.ended() && ExitCode.of(last) != ExitCode.DONE) {
      throw new Failure(
          new Complaint(
              ExitCode.of(last),
              "%s %s: %s".formatted(last.address(), last.state(), last.message()),
              last.hint(),
              List.of()));
    }
  }

  private void report(String words) {
    if (!words.equals(lastWords)) {
      session.terminal().err().println(words);
      lastWords = words;
    }
  }

  private static String done(NatsClusterView guest, NatsClusterView host) {
    return guest.address() + " trusts the operator of " + host.address();
  }
}
