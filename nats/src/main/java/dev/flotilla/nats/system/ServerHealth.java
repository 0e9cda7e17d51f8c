// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The health of one server, as it reports it (HEALTHZ with details).
 *
 * @param status {@code ok}, or {@code unavailable} or {@code error}
 * @param statusCode as HTTP would give it, 200 when healthy
 * @param error its first error where it gives one alone; null otherwise
 * @param errors every error; empty when healthy
 */
public record ServerHealth(
    String status,
    @JsonProperty("status_code") int statusCode,
    @Nullable String error,
    List<HealthError> errors) {
  public ServerHealth {
    errors = List.copyOf(Objects.requireNonNullElse(errors, List.of()));
  }

  /** True without errors. */
  public boolean healthy() {
    return "ok".equals(status);
  }
}
