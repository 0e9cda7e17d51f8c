// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.servers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to restart servers, one at a time. It is carried out once: when its text is another one
 * than that of the last request.
 *
 * @param request any text of 1 to 63 characters that tells it from other requests
 * @param server ordinal of the only server to restart; null for all of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Restart(
    @JsonPropertyDescription("Any text; servers restart once for each text that is new")
        String request,
    @JsonPropertyDescription("Ordinal of the only server to restart; default all of them")
        @Nullable Integer server) {
  private static final int LONGEST = 63;

  /**
   * Reads the field {@code restart} of a spec.
   *
   * @param replicas number of servers
   * @return null when there is none, or it cannot be used
   */
  public static @Nullable Restart read(Section spec, int replicas) {
    if (!spec.has("restart")) {
      return null;
    }
    Section section = spec.section("restart");
    Optional<String> request = request(section);
    Integer server = server(section, replicas);
    section.refuseUnknown();
    return request.map(text -> new Restart(text, server)).orElse(null);
  }

  private static Optional<String> request(Section section) {
    if (!section.has("request")) {
      section.missing("request", "Set any text that no earlier request had, such as the date.");
      return Optional.empty();
    }
    Optional<String> request = section.text("request");
    if (request.filter(text -> text.length() > LONGEST).isPresent()) {
      section.bad("request", "The text is longer than " + LONGEST + " characters.");
      return Optional.empty();
    }
    return request;
  }

  private static @Nullable Integer server(Section section, int replicas) {
    Optional<BigInteger> server = section.number("server");
    if (server.isEmpty()) {
      return null;
    }
    BigInteger ordinal = server.get();
    if (ordinal.signum() < 0 || ordinal.compareTo(BigInteger.valueOf(replicas)) >= 0) {
      section.bad(
          "server", "There is no server " + ordinal + "; the last one is " + (replicas - 1) + ".");
      return null;
    }
    return ordinal.intValueExact();
  }
}
