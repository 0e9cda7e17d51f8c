// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import java.util.Map;
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

  /**
   * In words that name what it concerns.
   *
   * @param names of accounts, by their public keys; one that is not known keeps its key
   */
  public String sentence(Map<String, String> names) {
    if (account == null || account.isEmpty()) {
      return "reports: " + error;
    }
    String known = names.getOrDefault(account, account);
    return "reports on " + concerned() + "account " + known + ": " + error.replace(account, known);
  }

  private String concerned() {
    if (stream == null || stream.isEmpty()) {
      return "";
    }
    String place = "stream " + stream + " in ";
    return consumer == null || consumer.isEmpty() ? place : "consumer " + consumer + " of " + place;
  }
}
