// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class S2StreamTest {
  private static final byte[] IDENTIFIER = HexFormat.of().parseHex("ff06000053327354774f");

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Random random = new Random(14);
    for (int round = 0; round < 200; round++) {
      byte[] content = content(random, random.nextInt(300_000));
      assertThat(decompressed(compressed(content))).isEqualTo(content);
    }
  }

  @Test
  void repetitionShrinks() throws IOException {
    byte[] content = new byte[1_000_000];
    assertThat(compressed(content)).hasSizeLessThan(60_000);
  }

  @Test
  void randomBytesGrowByTheirChunksAlone() throws IOException {
    byte[] content = new byte[1 << 20];
    new Random(1).nextBytes(content);
    assertThat(compressed(content)).hasSize(10 + 16 * 8 + content.length);
  }

  /** One block: "ab", a copy, and copies that repeat its offset with each length of S2. */
  @Test
  void repeatedOffsetsAreS2() throws Exception {
    byte[] elements =
        HexFormat.of()
            .parseHex(
                "04"
                    + "6162" // the literal ab
                    + "0102" // copy 4 from 2 before
                    + "0100" // again 4
                    + "1100" // again 8
                    + "150001" // again 1 + 8
                    + "19000100" // again 1 + 260
                    + "1d00010000"); // again 1 + 65540
    int length = 2 + 4 + 4 + 8 + 9 + 261 + 65_541;
    byte[] prefixed = prefix(length, elements);
    S2Block.Decoded decoded = S2Block.decode(prefixed, 0, prefixed.length, new byte[0]);
    assertThat(decoded.length()).isEqualTo(length);
    for (int index = 0; index < length; index++) {
      assertThat(decoded.bytes()[index]).isEqualTo((byte) (index % 2 == 0 ? 'a' : 'b'));
    }
  }

  @Test
  void padsAreSkippedOrRefused() throws IOException {
    byte[] padded = new byte[IDENTIFIER.length + 6];
    System.arraycopy(IDENTIFIER, 0, padded, 0, IDENTIFIER.length);
    padded[IDENTIFIER.length] = (byte) 0xfe;
    padded[IDENTIFIER.length + 1] = 2;
    var skipping =
        new S2InputStream(new ByteArrayInputStream(padded), S2InputStream.Skippable.SKIPPED);
    assertThat(skipping.readAllBytes()).isEmpty();
    assertThatThrownBy(() -> decompressed(padded))
        .isInstanceOf(DamagedArchive.class)
        .hasMessage("damaged archive at byte 10: a chunk of kind 254, which no server writes");
  }

  /** Some have no effect: a copy from another place with the same bytes. */
  @Test
  void noFlippedBitChangesTheContent() throws IOException {
    byte[] content = content(new Random(3), 2_000);
    byte[] whole = compressed(content);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        assertThat(decompressed(flipped)).as("bit %d", bit).isEqualTo(content);
      } catch (DamagedArchive found) {
        assertThat(found.place()).startsWith("byte ");
      }
    }
  }

  /** Random bytes, repeated ones, and copies of what came before. */
  private static byte[] content(Random random, int length) {
    byte[] content = new byte[length];
    for (int at = 0; at < length; ) {
      int size = Math.min(length - at, 1 + random.nextInt(2_000));
      switch (random.nextInt(3)) {
        case 0 -> {
          byte[] fresh = new byte[size];
          random.nextBytes(fresh);
          System.arraycopy(fresh, 0, content, at, size);
        }
        case 1 -> Arrays.fill(content, at, at + size, (byte) random.nextInt());
        default -> System.arraycopy(content, random.nextInt(at + 1), content, at, size);
      }
      at += size;
    }
    return content;
  }

  private static byte[] prefix(int length, byte[] elements) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Varint.writeUnsigned(all, length);
    all.write(elements);
    return all.toByteArray();
  }

  private static byte[] compressed(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (S2OutputStream out = new S2OutputStream(compressed)) {
      out.write(content);
    }
    return compressed.toByteArray();
  }

  private static byte[] decompressed(byte[] compressed) throws IOException {
    try (S2InputStream in =
        new S2InputStream(new ByteArrayInputStream(compressed), S2InputStream.Skippable.REFUSED)) {
      return in.readAllBytes();
    }
  }
}
