// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.hub.access.TokenSecret;
import dev.flotilla.nats.jwt.Nkeys;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class AuditNoteTest {
  @Test
  void aPastedSecretIsHidden() {
    TokenSecret token = TokenSecret.create(new SecureRandom());
    String join = "flt1." + "eyJ1cmwiOiJodHRwczovL2h1YiJ9".repeat(4);
    Nkeys nkeys = new Nkeys(new SecureRandom());

    AuditNote note =
        AuditNote.done(
            "ci",
            "api.delete",
            "/api/v1/tokens/" + token.apiText(),
            join + " " + nkeys.user().seed() + " " + nkeys.account().seed());

    assertThat(note.subject()).isEqualTo("/api/v1/tokens/fla_" + token.id() + "_…");
    assertThat(note.detail()).isEqualTo("flt1.… SU… SA…");
  }

  @Test
  void whatIsNoSecretStaysAsItIs() {
    AuditNote note =
        AuditNote.done("ci", "natscluster.deploy", "prod-eu/nats/orders", "operation 01m7z5k3fc");

    assertThat(note.subject()).isEqualTo("prod-eu/nats/orders");
    assertThat(note.detail()).isEqualTo("operation 01m7z5k3fc");
  }
}
