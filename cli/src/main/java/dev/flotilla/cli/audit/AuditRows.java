// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.audit.AuditChain;
import dev.flotilla.protocol.audit.AuditChain.Step;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads rows as the hub lists them, and follows their chain. */
final class AuditRows {
  private AuditRows() {}

  static List<AuditRow> read(JsonNode document) {
    return StreamSupport.stream(document.path("items").spliterator(), false)
        .map(AuditRows::row)
        .toList();
  }

  private static AuditRow row(JsonNode item) {
    return new AuditRow(
        Views.read(item, AuditEntry.class),
        item.path("previousHash").asText(),
        item.path("hash").asText());
  }

  static Step follow(List<AuditRow> rows) {
    Step step = new Step.Good(AuditChain.START);
    for (AuditRow row : rows) {
      if (step instanceof Step.Good(AuditChain chain)) {
        step = chain.follow(row);
      }
    }
    return step;
  }
}
