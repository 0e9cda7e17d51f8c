// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTest {
  private static final HubContext KEPT =
      new HubContext(URI.create("https://hub:8443"), "fla_1_secret", "PEM\ntext\n", null);

  @TempDir Path home;
  private ContextFile file = new ContextFile(Path.of("unset"));

  @BeforeEach
  void setUp() {
    file = ContextFile.in(Map.of(), home);
  }

  @Test
  void isReadAsItWasWritten() {
    file.write(KEPT);

    assertThat(file.read()).contains(KEPT);
  }

  @Test
  void isForItsOwnerOnly() throws Exception {
    file.write(KEPT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(file.readableByOthers()).isFalse();
  }

  @Test
  void isWhereTheXdgRulesPutIt() {
    assertThat(ContextFile.in(Map.of("XDG_CONFIG_HOME", "/etc/xdg"), home).path())
        .isEqualTo(Path.of("/etc/xdg/flotilla/config.yaml"));
  }

  @Test
  void neverSendsItsTokenToAnotherHub() {
    file.write(KEPT);
    Map<String, String> elsewhere = Map.of("FLOTILLA_HUB", "https://elsewhere:8443");

    assertThatThrownBy(() -> new ContextResolution(elsewhere, file).resolve())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("No token for https://elsewhere:8443");
  }

  @Test
  void isOverriddenByTheEnvironment() {
    file.write(KEPT);

    HubContext resolved =
        new ContextResolution(Map.of("FLOTILLA_TOKEN", "fla_2_other"), file).resolve();

    assertThat(resolved).isEqualTo(new HubContext(KEPT.hub(), "fla_2_other", KEPT.ca(), null));
  }

  @Test
  void doesNotShowItsToken() {
    assertThat(KEPT.toString()).doesNotContain("secret");
  }
}
