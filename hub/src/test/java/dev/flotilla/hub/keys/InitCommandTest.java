// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.access.TokenSecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InitCommandTest {
  @TempDir Path folder;

  @Test
  void theSecretHoldsTheOnlineKeysAndNothingElse() throws IOException {
    Path out = folder.resolve("fleet");

    assertThat(init(out, "--namespace", "flotilla")).isZero();

    JsonNode secret = new YAMLMapper().readTree(out.resolve("flotilla-hub-keys.yaml").toFile());
    assertThat(secret.path("metadata").path("name").asText()).isEqualTo("flotilla-hub-keys");
    assertThat(secret.path("metadata").path("namespace").asText()).isEqualTo("flotilla");
    assertThat(secret.path("data").size()).isEqualTo(KeyFile.values().length);
    for (KeyFile file : KeyFile.values()) {
      byte[] inSecret =
          Base64.getDecoder().decode(secret.path("data").path(file.fileName()).asText());
      assertThat(inSecret)
          .isEqualTo(Files.readAllBytes(out.resolve("keys").resolve(file.fileName())));
    }
    String manifest = Files.readString(out.resolve("flotilla-hub-keys.yaml"));
    try (var offline = Files.list(out.resolve("offline"))) {
      offline.forEach(
          file ->
              assertThat(manifest).doesNotContain(Base64.getEncoder().encodeToString(bytes(file))));
    }
  }

  @Test
  void theKeysBelongTogether() throws IOException {
    Path out = folder.resolve("fleet");
    init(out);

    HubKeys keys = HubKeys.open(new DirectoryKeyStore(out.resolve("keys")));

    assertThat(keys.keySet().validAt(Instant.now()))
        .containsExactly(keys.signingKey().verifyingKey());
    assertThat(keys.nats().operator().verified()).isTrue();
    assertThat(keys.nats().agents().claims().issuer())
        .isEqualTo(keys.nats().operatorSigningKey().publicKey());
    StoredToken stored = keys.adminToken().orElseThrow();
    String shown = Files.readString(out.resolve("admin.token")).strip();
    assertThat(TokenSecret.parseApi(shown).orElseThrow().matches(stored)).isTrue();
  }

  @Test
  void filesAreForTheirOwnerOnly() throws IOException {
    Path out = folder.resolve("fleet");
    init(out);

    for (Path file : new Path[] {out.resolve("admin.token"), out.resolve("keys/ca.key")}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void keysAreNeverOverwritten() throws IOException {
    Path out = folder.resolve("fleet");
    init(out);
    byte[] before = Files.readAllBytes(out.resolve("keys/ca.key"));

    assertThat(init(out)).isEqualTo(2);

    assertThat(Files.readAllBytes(out.resolve("keys/ca.key"))).isEqualTo(before);
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    Path out = folder.resolve("fleet");
    init(out);
    Files.delete(out.resolve("keys/ca.key"));

    assertThatThrownBy(() -> HubKeys.open(new DirectoryKeyStore(out.resolve("keys"))))
        .isInstanceOf(KeyMissing.class)
        .hasMessageContaining("ca.key");
  }

  private static int init(Path out, String... more) {
    String[] arguments = {"--out", out.toString(), "--public-url", "https://hub.example.org:8443"};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return new CommandLine(new InitCommand(Clock.systemUTC()))
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
