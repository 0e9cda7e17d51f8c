// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.api.WhoAmI;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionCheckTest {

  @ParameterizedTest
  @CsvSource({
    "0.2.0,          0.2.0,          v1, ok,   ''",
    "0.2.1,          0.2.0-SNAPSHOT, v1, ok,   ''",
    "0.2.0,          0.3.1,          v1, warn, Upgrade flotilla to 0.3",
    "0.10.0,         0.9.4,          v1, warn, 'Upgrade the hub to 0.10, or use flotilla 0.9'",
    "0.9.0,          1.0.0,          v1, warn, Upgrade flotilla to 1.0",
    "0.2.0,          0.2.0,          v2, fail, Install the same version of flotilla as the hub",
    "0.2.0,          main,           v1, warn, Install the same version of flotilla as the hub",
  })
  void saysWhatToDoWhenTheyDoNotFit(
      String own, String hub, String api, DoctorCheck.Verdict verdict, String hint) {
    DoctorCheck check =
        HubVersionCheck.of(own, new WhoAmI("id", "admin", "admin", hub, api, Instant.EPOCH));

    assertThat(check.verdict()).isEqualTo(verdict);
    assertThat(check.hint() == null ? "" : check.hint()).startsWith(hint);
    assertThat(check.hint() == null).isEqualTo(hint.isEmpty());
  }
}
