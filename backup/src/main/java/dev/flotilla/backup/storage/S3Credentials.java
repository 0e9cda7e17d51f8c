// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import org.jspecify.annotations.Nullable;

/**
 * Keys of an S3 API. They are never shown.
 *
 * @param sessionToken of temporary credentials
 */
public record S3Credentials(
    String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
  /** Checks that both keys are there. */
  public S3Credentials {
    if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
      throw new IllegalArgumentException("an access key and a secret key are needed");
    }
  }

  @Override
  public String toString() {
    return "S3Credentials[hidden]";
  }
}
