// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.operations;

import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Table;
import dev.flotilla.protocol.api.OperationView;
import java.time.Instant;
import java.util.List;

/** Operations as 'ops list' shows them. */
final class OperationTable {
  private static final List<String> HEADINGS =
      List.of("ID", "TYPE", "TARGET", "STATE", "CODE", "BY", "AGE");

  private OperationTable() {}

  static Table of(List<OperationView> operations, Instant now) {
    return new Table(HEADINGS, operations.stream().map(one -> row(one, now)).toList());
  }

  private static List<String> row(OperationView operation, Instant now) {
    return List.of(
        operation.id(),
        operation.type(),
        operation.address(),
        operation.state(),
        operation.code() == null ? "-" : operation.code(),
        operation.requestedBy(),
        Ages.since(operation.requestedAt(), now));
  }
}
