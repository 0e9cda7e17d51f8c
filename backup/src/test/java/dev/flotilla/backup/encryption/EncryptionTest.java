// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flotilla.backup.encryption.Undecryptable.Reason;
import dev.flotilla.backup.testing.AgeKeys;
import dev.flotilla.backup.testing.RandomBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {
  private static final int CHUNK = 65_536;
  private static final int SEALED = CHUNK + 16;
  private static final int HEADER = 184;
  private static final AgeKeys KEYS = AgeKeys.create();
  private static final AgeKeys OTHER = AgeKeys.create();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 3_000_000})
  void whatIsEncryptedIsDecrypted(int size) throws IOException {
    byte[] plain = RandomBytes.of(size, size);

    assertThat(decrypted(encrypted(plain), KEYS.identities())).isEqualTo(plain);
  }

  @Test
  void eachRecipientDecryptsAndAnyOfSeveralIdentitiesIsEnough() throws IOException {
    byte[] file = encrypted(new byte[10], AgeKeys.recipients(KEYS.recipient(), OTHER.recipient()));
    Identities both =
        Identities.read("# created: now\n\n%s\n%s\n".formatted(OTHER.identity(), KEYS.identity()));

    assertThat(decrypted(file, KEYS.identities())).hasSize(10);
    assertThat(decrypted(file, OTHER.identities())).hasSize(10);
    assertThat(decrypted(encrypted(new byte[10]), both)).hasSize(10);
  }

  @Test
  void anotherIdentityIsNamed() throws IOException {
    byte[] file = encrypted(new byte[10]);

    assertUndecryptable(file, OTHER.identities(), Reason.WRONG_IDENTITY);
  }

  @Test
  void somethingElseIsNamed() {
    assertUndecryptable("PK\3\4 and more than a header".getBytes(US_ASCII), Reason.NOT_AGE);
  }

  @Test
  void anEncryptionThatDoesNotFinishIsNeverTakenForWhole() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (EncryptedOutput output = new EncryptedOutput(file, KEYS.recipients())) {
      output.write(new byte[2 * CHUNK + 5]);
    }

    assertUndecryptable(file.toByteArray(), Reason.DAMAGED);
  }

  @Test
  void everyCutIsSeen() throws IOException {
    byte[] file = encrypted(RandomBytes.of(2 * CHUNK + 100, 1));
    for (int end = 0; end < file.length; end += end < HEADER + 40 ? 1 : 977) {
      assertUndecryptable(Arrays.copyOf(file, end));
    }
    for (int chunk = 0; chunk <= 2; chunk++) {
      for (int around = -1; around <= 1; around++) {
        assertUndecryptable(Arrays.copyOf(file, HEADER + chunk * SEALED + around));
      }
    }
    assertUndecryptable(Arrays.copyOf(file, HEADER), Reason.TRUNCATED);
    assertUndecryptable(Arrays.copyOf(file, file.length + 1), Reason.DAMAGED);
  }

  @Test
  void everyFlippedBitIsSeenAndItsChunkNamed() throws IOException {
    byte[] file = encrypted(RandomBytes.of(2 * CHUNK + 100, 1));
    for (int at = 0; at < file.length; at += at < HEADER + 40 ? 1 : 977) {
      byte[] flipped = file.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      assertUndecryptable(flipped);
    }
    byte[] second = file.clone();
    second[HEADER + SEALED + 5] ^= 1;
    assertThat(assertUndecryptable(second, Reason.DAMAGED))
        .hasMessageContaining("in chunk 2, which starts at byte 65536 of the content");
  }

  @Test
  void chunksThatAreSwappedAreSeen() throws IOException {
    byte[] file = encrypted(RandomBytes.of(2 * CHUNK + 100, 1));
    byte[] swapped = file.clone();
    System.arraycopy(file, HEADER, swapped, HEADER + SEALED, SEALED);
    System.arraycopy(file, HEADER + SEALED, swapped, HEADER, SEALED);

    assertThat(assertUndecryptable(swapped, Reason.DAMAGED)).hasMessageContaining("in chunk 1");
  }

  @Test
  void allBeforeADamagedChunkIsDeliveredAndNothingBehind() throws IOException {
    byte[] plain = RandomBytes.of(3 * CHUNK, 1);
    byte[] file = encrypted(plain);
    file[HEADER + SEALED + 5] ^= 1;
    try (InputStream input =
        new DecryptedInput(new ByteArrayInputStream(file), KEYS.identities())) {
      assertThat(input.readNBytes(CHUNK)).isEqualTo(Arrays.copyOf(plain, CHUNK));
      for (int again = 0; again < 3; again++) {
        assertThatThrownBy(() -> input.read(new byte[10])).isInstanceOf(Undecryptable.class);
      }
    }
  }

  @Test
  void aFailureOfTheSourceIsNotTakenForDamage() throws IOException {
    byte[] file = encrypted(RandomBytes.of(3 * CHUNK, 1));
    IOException lost = new IOException("the storage is gone");
    InputStream source = new Lost(Arrays.copyOf(file, 2 * SEALED), lost);

    try (InputStream input = new DecryptedInput(source, KEYS.identities())) {
      assertThatThrownBy(input::readAllBytes).isSameAs(lost);
    }
  }

  /** Fails where others end. */
  private static final class Lost extends InputStream {
    private final InputStream source;
    private final IOException problem;

    Lost(byte[] bytes, IOException problem) {
      this.source = new ByteArrayInputStream(bytes);
      this.problem = problem;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = source.read(bytes, offset, length);
      if (count < 0) {
        throw problem;
      }
      return count;
    }
  }

  private static byte[] encrypted(byte[] plain) throws IOException {
    return encrypted(plain, KEYS.recipients());
  }

  private static byte[] encrypted(byte[] plain, Recipients recipients) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (EncryptedOutput output = new EncryptedOutput(file, recipients)) {
      RandomBytes.writeInPieces(plain, output);
      output.finish();
    }
    return file.toByteArray();
  }

  private static byte[] decrypted(byte[] file, Identities identities) throws IOException {
    return RandomBytes.readAll(new DecryptedInput(new ByteArrayInputStream(file), identities));
  }

  private static void assertUndecryptable(byte[] file) {
    assertThatThrownBy(() -> decrypted(file, KEYS.identities())).isInstanceOf(Undecryptable.class);
  }

  private static Undecryptable assertUndecryptable(byte[] file, Reason reason) {
    return assertUndecryptable(file, KEYS.identities(), reason);
  }

  private static Undecryptable assertUndecryptable(
      byte[] file, Identities identities, Reason reason) {
    Throwable thrown = catchThrowable(() -> decrypted(file, identities));
    assertThat(thrown).isInstanceOf(Undecryptable.class);
    assertThat(((Undecryptable) thrown).reason()).isEqualTo(reason);
    return (Undecryptable) thrown;
  }
}
