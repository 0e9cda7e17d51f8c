// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One nats-server release that Flotilla was tested with.
 *
 * @param version such as {@code 2.15.3}
 * @param digest {@code sha256:} and 64 hex digits, to pin its image; null to use the tag
 * @param notes what to know before deploying it, a sentence each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Release(ServerVersion version, @Nullable String digest, List<String> notes) {
  public Release {
    Objects.requireNonNull(version, "a release has no version");
    notes = List.copyOf(Objects.requireNonNullElse(notes, List.of()));
  }
}
