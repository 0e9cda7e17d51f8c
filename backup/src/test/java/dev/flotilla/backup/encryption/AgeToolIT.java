// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.backup.testing.AgeKeys;
import dev.flotilla.backup.testing.Programs;
import dev.flotilla.backup.testing.RandomBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeToolIT {
  @TempDir Path folder;
  private AgeKeys keys;

  /** Keys as the stock tool makes them. */
  @BeforeEach
  void makeKeys() throws Exception {
    Path keygen = Programs.age().resolveSibling("age-keygen");
    run(keygen.toString(), "-o", file("identity"));
    List<String> lines = Files.readAllLines(folder.resolve("identity"));
    String recipient =
        lines.stream().filter(line -> line.startsWith("# public key: ")).findFirst().orElseThrow();
    keys = new AgeKeys(recipient.substring("# public key: ".length()), lines.getLast());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 3_000_000})
  void theStockToolDecryptsOurs(int size) throws Exception {
    byte[] plain = RandomBytes.of(size, size);
    encrypt(plain);

    run(Programs.age().toString(), "-d", "-i", file("identity"), "-o", file("out"), file("ours"));

    assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 3_000_000})
  void weDecryptThoseOfTheStockTool(int size) throws Exception {
    byte[] plain = RandomBytes.of(size, size);
    Files.write(folder.resolve("in"), plain);
    run(Programs.age().toString(), "-r", keys.recipient(), "-o", file("theirs"), file("in"));
    Identities fromFile = Identities.read(Files.readString(folder.resolve("identity")));

    assertThat(
            RandomBytes.readAll(
                new DecryptedInput(Files.newInputStream(folder.resolve("theirs")), fromFile)))
        .isEqualTo(plain);
  }

  @Test
  void aPostQuantumRecipientOfTheStockToolIsRefused() throws Exception {
    Path keygen = Programs.age().resolveSibling("age-keygen");
    run(keygen.toString(), "-pq", "-o", file("quantum"));
    String recipient =
        Files.readAllLines(folder.resolve("quantum")).stream()
            .filter(line -> line.startsWith("# public key: "))
            .map(line -> line.substring("# public key: ".length()))
            .findFirst()
            .orElseThrow();

    assertThat(Recipients.parse(List.of(keys.recipient(), recipient)))
        .isInstanceOfSatisfying(
            ParsedRecipients.Refused.class,
            refused ->
                assertThat(refused.recipients())
                    .extracting(RefusedRecipient::reason)
                    .containsExactly(RefusedRecipient.Reason.POST_QUANTUM));
  }

  private void encrypt(byte[] plain) throws IOException {
    try (OutputStream target = Files.newOutputStream(folder.resolve("ours"));
        EncryptedOutput output = new EncryptedOutput(target, keys.recipients())) {
      RandomBytes.writeInPieces(plain, output);
      output.finish();
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", Stream.of(command).toList())).isZero();
  }
}
