// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * Writes in the API server's audit log.
 *
 * @param log the file, one JSON object a line
 */
record AuditedWrites(Path log) {

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /** How many writes a user made in a span of time, leases apart. */
  long count(String user, Instant from, Instant to) {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(user))
          .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
          .filter(entry -> entry.at("/user/username").asText().equals(user))
          .filter(entry -> entry.path("stage").asText().equals("ResponseComplete"))
          .filter(entry -> WRITES.contains(entry.path("verb").asText()))
          .filter(entry -> !entry.at("/objectRef/resource").asText().equals("leases"))
          .filter(entry -> within(entry, from, to))
          .peek(
              entry ->
                  System.err.println(
                      "   write: "
                          + entry.path("verb").asText()
                          + " "
                          + entry.path("requestURI").asText()))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean within(JsonNode entry, Instant from, Instant to) {
    var at = Instant.parse(entry.path("requestReceivedTimestamp").asText());
    return !at.isBefore(from) && at.isBefore(to);
  }
}
