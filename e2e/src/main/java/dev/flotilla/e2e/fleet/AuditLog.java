// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The audit log of an API server.
 *
 * @param file one JSON object a line
 */
public record AuditLog(Path file) {

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /**
   * A call that came to its end.
   *
   * @param at when it came in
   * @param verb such as {@code patch}
   * @param resource such as {@code statefulsets} or {@code natsclusters/status}
   * @param namespace of the object
   * @param name of the object; empty for a list
   * @param code of the answer: 201 when an object was created, by whatever verb
   * @param dryRun whether nothing was to be stored
   */
  public record Call(
      Instant at,
      String verb,
      String resource,
      String namespace,
      String name,
      int code,
      boolean dryRun) {

    public boolean succeeded() {
      return code < 300;
    }

    public boolean created() {
      return code == 201;
    }
  }

  /** All calls of a user, in their order. */
  public List<Call> calls(String user) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains(user))
          .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
          .filter(entry -> entry.at("/user/username").asText().equals(user))
          .filter(entry -> entry.path("stage").asText().equals("ResponseComplete"))
          .map(AuditLog::call)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All writes of a user that were to be stored, leases apart. */
  public List<Call> writes(String user) {
    return calls(user).stream()
        .filter(call -> WRITES.contains(call.verb()) && !call.dryRun())
        .filter(call -> !call.resource().equals("leases"))
        .toList();
  }

  private static Call call(JsonNode entry) {
    var object = entry.path("objectRef");
    var resource = object.path("resource").asText();
    var part = object.path("subresource").asText();
    return new Call(
        Instant.parse(entry.path("requestReceivedTimestamp").asText()),
        entry.path("verb").asText(),
        part.isEmpty() ? resource : resource + "/" + part,
        object.path("namespace").asText(),
        object.path("name").asText(),
        entry.at("/responseStatus/code").asInt(),
        entry.path("requestURI").asText().contains("dryRun=All"));
  }
}
