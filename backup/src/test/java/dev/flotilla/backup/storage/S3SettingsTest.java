// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
  private static final S3Credentials KEYS = new S3Credentials("AKID", "hush-hush", "token-token");
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void settingsShowNoSecret() {
    assertThat(settings("https://s3.example", "backups").toString())
        .contains("https://s3.example", "backups")
        .doesNotContain("AKID", "hush", "token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3.example", "ftp://s3.example", "https://u:hush@s3.example", "https://a/b"})
  void otherEndpointsAreRefusedWithoutRepeatingThem(String endpoint) {
    assertThatThrownBy(() -> settings(endpoint, "backups"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("endpoint")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "Upper", "a_b", "-ab", "a/b"})
  void otherBucketsAreRefused(String bucket) {
    assertThatThrownBy(() -> settings("https://s3.example", bucket))
        .hasMessageContaining("not a name of a bucket");
  }

  @Test
  void partsGrowWithTheObjectSoThatTheyAreFewEnough() {
    assertThat(S3Limits.DEFAULT.partBytes(0)).isEqualTo(8 << 20);
    assertThat(S3Limits.DEFAULT.partBytes(50 * GIBIBYTE)).isEqualTo(8 << 20);
    assertThat(S3Limits.DEFAULT.partBytes(500 * GIBIBYTE)).isEqualTo(64 << 20);
    assertThat(S3Limits.DEFAULT.partBytes(5_000_000 * GIBIBYTE)).isEqualTo(256 << 20);
  }

  private static S3Settings settings(String endpoint, String bucket) {
    return new S3Settings(
        URI.create(endpoint), "eu-1", bucket, "", true, null, KEYS, S3Limits.DEFAULT, null);
  }
}
