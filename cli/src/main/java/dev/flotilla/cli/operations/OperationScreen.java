// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.operations;

import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Fields;
import dev.flotilla.protocol.api.OperationView;
import java.time.Instant;

/** One operation as 'ops get' shows it. */
final class OperationScreen {
  private OperationScreen() {}

  static String of(OperationView operation, Instant now) {
    return new Fields()
        .add("Operation", operation.id())
        .add("Type", operation.type())
        .add("Target", operation.address())
        .add("State", operation.state())
        .add("Progress", ProgressLine.about(operation))
        .add("Code", operation.code())
        .add("Message", operation.ended() ? operation.message() : null)
        .add("Hint", operation.hint())
        .add("Requested by", operation.requestedBy())
        .add("Requested", Ages.since(operation.requestedAt(), now) + " ago")
        .render();
  }
}
