// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import org.jspecify.annotations.Nullable;

/**
 * One error of HEALTHZ.
 *
 * @param type {@code CONNECTION}, {@code BAD_REQUEST}, {@code JETSTREAM}, {@code ACCOUNT}, {@code
 *     STREAM} or {@code CONSUMER}
 * @param account public key of the account concerned, or null
 * @param stream stream concerned, or null
 * @param consumer consumer concerned, or null
 * @param error in words
 */
public record HealthError(
    String type,
    @Nullable String account,
    @Nullable String stream,
    @Nullable String consumer,
    String error) {
  /** True if only a single stream or consumer is unhealthy, not the server. */
  public boolean concernsAsset() {
    return type.equals("STREAM") || type.equals("CONSUMER");
  }
}
