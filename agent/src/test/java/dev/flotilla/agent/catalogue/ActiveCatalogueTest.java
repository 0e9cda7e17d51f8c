// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.catalogue.Catalogue;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ActiveCatalogueTest {
  private static final long SERIAL = Catalogue.bundled().serial();

  @Test
  void theHubsCatalogueAppliesEvenIfThisBuildHasANewerOne() throws IOException {
    ActiveCatalogue active = ActiveCatalogue.of(new StoredCatalogue(file(SERIAL - 1), 3));

    assertThat(active.catalogue().serial()).isEqualTo(SERIAL - 1);
    assertThat(active.revision()).isEqualTo(3);
  }

  @Test
  void aStoredCatalogueAppliesWhileItIsNewer() throws IOException {
    assertThat(ActiveCatalogue.of(new StoredCatalogue(file(SERIAL + 1), 0)).catalogue().serial())
        .isEqualTo(SERIAL + 1);
    assertThat(ActiveCatalogue.of(new StoredCatalogue(file(SERIAL - 1), 0)))
        .isEqualTo(ActiveCatalogue.bundled());
  }

  @Test
  void whatCannotBeReadIsNotUsed() {
    assertThatThrownBy(() -> ActiveCatalogue.of(new StoredCatalogue("{}".getBytes(UTF_8), 3)))
        .isInstanceOf(IOException.class);
  }

  private static byte[] file(long serial) {
    return new String(Catalogue.bundledFile(), UTF_8)
        .replace("\"serial\": " + SERIAL, "\"serial\": " + serial)
        .getBytes(UTF_8);
  }
}
