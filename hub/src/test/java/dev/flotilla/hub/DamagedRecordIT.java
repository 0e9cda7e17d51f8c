// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.HubAccount;
import dev.flotilla.protocol.audit.AuditChain;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Damage to the record neither prevents a revocation nor stays hidden. */
class DamagedRecordIT {
  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void aLastRowThatIsNoneStopsNoRevocationAndStaysTheFirstBadOne() throws Exception {
    long damaged;
    try (HubAccount account = new HubAccount(fleet.hub().keys(), fleet.hub().natsPort())) {
      byte[] none = "{}".getBytes(StandardCharsets.UTF_8);
      damaged = account.connection().jetStream().publish(HubStreams.AUDIT_SUBJECT, none).getSeqno();
    }

    assertThat(fleet.admin().post("/api/v1/agents/east/revoke", Map.of()).status()).isEqualTo(200);

    List<AuditRow> after = AuditTrail.after(fleet.admin(), damaged);
    assertThat(after)
        .extracting(AuditRow::entry)
        .extracting(AuditEntry::sequence, AuditEntry::action)
        .contains(tuple(damaged + 1, "agent.revoke"));
    assertThat(firstBad(AuditTrail.after(fleet.admin(), 0))).isEqualTo(damaged);
    assertThat(fleet.hub().output()).contains("Audit row " + damaged + " has been tampered with");
  }

  private static long firstBad(List<AuditRow> rows) {
    AuditChain chain = AuditChain.START;
    for (AuditRow row : rows) {
      switch (chain.follow(row)) {
        case AuditChain.Step.Good(var next) -> chain = next;
        case AuditChain.Step.Broken(var sequence, _) -> {
          return sequence;
        }
      }
    }
    return 0;
  }
}
