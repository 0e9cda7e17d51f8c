// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.audit.AuditChain;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import java.util.ArrayList;
import java.util.List;

/** The audit record as any viewer reads it. */
public final class AuditTrail {
  private AuditTrail() {}

  /** All rows after a sequence, page by page. */
  public static List<AuditRow> after(ApiClient client, long sequence) {
    List<AuditRow> rows = new ArrayList<>();
    String next = Long.toString(sequence);
    while (!next.isEmpty()) {
      JsonNode page = client.get("/api/v1/audit?limit=50&after=" + next).body();
      page.path("items").forEach(item -> rows.add(row(item)));
      next = page.path("next").asText("");
    }
    return rows;
  }

  /** Sequence of the last row; 0 for none. */
  public static long last(ApiClient client) {
    List<AuditRow> rows = after(client, 0);
    return rows.isEmpty() ? 0 : rows.getLast().entry().sequence();
  }

  /** Follows the whole chain. */
  public static void verify(ApiClient client) {
    AuditChain chain = AuditChain.START;
    for (AuditRow row : after(client, 0)) {
      AuditChain.Step step = chain.follow(row);
      assertThat(step).isInstanceOf(AuditChain.Step.Good.class);
      chain = ((AuditChain.Step.Good) step).chain();
    }
    assertThat(chain.rows()).isPositive();
  }

  private static AuditRow row(JsonNode item) {
    return new AuditRow(
        Json.read(Json.write(item), AuditEntry.class),
        item.path("previousHash").asText(),
        item.path("hash").asText());
  }
}
