// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.operations;

import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Excerpt;
import dev.flotilla.protocol.api.OperationView;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line of progress on stderr. */
final class ProgressLine {
  /** 'ops get' shows the whole of a longer one. */
  private static final int CHARACTERS = 160;

  private ProgressLine() {}

  static String of(OperationView operation, Duration elapsed) {
    return "%7s  %-9s  %s"
        .formatted(Ages.span(elapsed), operation.state(), Excerpt.of(about(operation), CHARACTERS))
        .stripTrailing();
  }

  static String about(OperationView operation) {
    String percent = operation.percent() == null ? null : operation.percent() + " %";
    return Stream.of(operation.step(), percent, operation.detail(), reason(operation))
        .filter(Objects::nonNull)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  // While an operation runs, its message is what it waits for; the message of its result is printed
  // at the end.
  private static String reason(OperationView operation) {
    String message = operation.message();
    return operation.ended() || message == null ? "" : message;
  }
}
