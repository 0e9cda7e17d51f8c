// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.backup.testing.RandomBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumingInputTest {
  private final byte[] bytes = RandomBytes.of(100_000, 1);
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void eachLostConnectionIsResumedFromTheNextByte() throws IOException {
    try (InputStream input = new ResumingInput(new Cut(7_777), bytes.length, 3)) {
      assertThat(input.readAllBytes()).isEqualTo(bytes);
    }

    assertThat(pauses).hasSize(100_000 / 7_777);
  }

  @Test
  void attemptsWithoutAByteAreBoundedAndTheirPausesGrow() {
    try (InputStream input = new ResumingInput(new Cut(0), bytes.length, 4)) {
      assertThat(StorageContract.assertFails(input::readAllBytes, StorageProblem.UNREACHABLE))
          .hasMessageContaining("ended at byte 0 of 100000");
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }

    assertThat(pauses)
        .containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
  }

  /** A source whose connections end after so many bytes. */
  private final class Cut implements ResumingInput.Source {
    private final int length;

    Cut(int length) {
      this.length = length;
    }

    @Override
    public InputStream from(long offset) {
      int rest = (int) (bytes.length - offset);
      return new ByteArrayInputStream(bytes, (int) offset, Math.min(rest, length));
    }

    @Override
    public StorageFailure named(IOException problem) {
      return S3Failures.of("read it", problem);
    }

    @Override
    public void pause(Duration length) {
      pauses.add(length);
    }
  }
}
